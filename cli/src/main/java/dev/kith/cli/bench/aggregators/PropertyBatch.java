package dev.kith.cli.bench.aggregators;

import java.util.List;

/**
 * Graphs side by side.
 *
 * @param offsets {@code [nodes + 1]} of neighbours
 * @param indices nodes
 * @param graphs {@code [graphs + 1]}: nodes of graph g are {@code graphs[g] .. graphs[g+1]}
 * @param inputs {@code [nodes · 2]}: the number, and 1 at the source
 * @param ofNodes {@code [nodes · 3]}
 * @param ofGraphs {@code [graphs · 3]}
 */
record PropertyBatch(int[] offsets, int[] indices, int[] graphs, float[] inputs, float[] ofNodes, float[] ofGraphs) {
    static final int PROPERTIES = 3;

    /** A graph with its properties, which take longer to find than a step takes. */
    record Example(PropertyGraph graph, double[][] ofNodes, double[] ofGraph) {
        static Example of(PropertyGraph graph) {
            return new Example(graph, graph.ofNodes(), graph.ofGraph());
        }
    }

    /** @param scale {@code [6]}, what properties are divided by, of nodes and of graphs */
    static PropertyBatch of(List<Example> examples, double[] scale) {
        int nodes = examples.stream().mapToInt(e -> e.graph.nodes()).sum();
        int arcs = 0;
        for (Example example : examples) {
            for (int[] row : example.graph.neighbours()) {
                arcs += row.length;
            }
        }
        PropertyBatch batch = new PropertyBatch(
                new int[nodes + 1],
                new int[arcs],
                new int[examples.size() + 1],
                new float[2 * nodes],
                new float[PROPERTIES * nodes],
                new float[PROPERTIES * examples.size()]);
        for (int g = 0; g < examples.size(); g++) {
            batch.place(g, examples.get(g), scale);
        }
        return batch;
    }

    private void place(int g, Example example, double[] scale) {
        int first = graphs[g];
        PropertyGraph graph = example.graph;
        graphs[g + 1] = first + graph.nodes();
        for (int v = 0; v < graph.nodes(); v++) {
            int at = first + v;
            offsets[at + 1] = offsets[at];
            for (int u : graph.neighbours()[v]) {
                indices[offsets[at + 1]++] = first + u;
            }
            inputs[2 * at] = graph.numbers()[v];
            inputs[2 * at + 1] = v == graph.source() ? 1f : 0f;
            for (int p = 0; p < PROPERTIES; p++) {
                ofNodes[PROPERTIES * at + p] = (float) (example.ofNodes[v][p] / scale[p]);
            }
        }
        for (int p = 0; p < PROPERTIES; p++) {
            ofGraphs[PROPERTIES * g + p] = (float) (example.ofGraph[p] / scale[PROPERTIES + p]);
        }
    }

    int nodeCount() {
        return offsets.length - 1;
    }

    int graphCount() {
        return graphs.length - 1;
    }
}
