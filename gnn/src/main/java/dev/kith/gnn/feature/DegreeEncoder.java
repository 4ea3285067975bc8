package dev.kith.gnn.feature;

import dev.kith.graph.Graph;

/** {@code ln(1 + degree)} incoming and outgoing: features of a graph that has none. */
record DegreeEncoder() implements Encoder {
    @Override
    public int width() {
        return 2;
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        int[] in = new int[graph.nodeCount()];
        int[] out = new int[graph.nodeCount()];
        int[] source = graph.relationships().source();
        int[] target = graph.relationships().target();
        for (int e = 0; e < source.length; e++) {
            out[source[e]]++;
            in[target[e]]++;
        }
        for (int i = 0; i < in.length; i++) {
            rows.add(i, offset, (float) Math.log1p(in[i]));
            rows.add(i, offset + 1, (float) Math.log1p(out[i]));
        }
    }

    @Override
    public String origin(int column) {
        return column == 0 ? "number of incoming relationships" : "number of outgoing relationships";
    }
}
