package dev.kith.cli.learn;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kith.gnn.latent.NeighbourQuestion;
import dev.kith.gnn.link.CandidateKind;
import dev.kith.gnn.link.LinkQuestion;
import dev.kith.gnn.link.Pairs;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/**
 * Which links are asked for: of a link predictor given pairs, or the likeliest new ones of some nodes; of a latent graph the
 * nearest neighbours.
 */
public final class LinkOptions {
    private static final int USUALLY = 10;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "A link predictor's pairs: CSV with a header and two columns of node ids.")
    private Path pairs;

    @Option(
            names = "--sources",
            paramLabel = "ID",
            split = ",",
            description = "Nodes whose links are asked for, instead of --pairs (default: all).")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "Links a node, at most (default: 10 new ones; of a latent graph as many as the model reads).")
    private Integer topK;

    @Option(names = "--threshold", paramLabel = "P", description = "Least probability of a link (default: 0).")
    private double threshold;

    @Option(
            names = "--candidates",
            paramLabel = "KIND",
            description =
                    "Where new links are looked for: twoHops, among nodes within two steps, or nearest, among those"
                            + " of similar vectors (default: twoHops).")
    private String candidates;

    @Option(
            names = "--each-pair-once",
            description =
                    "Of a latent graph: one link where two nodes are near each other both ways, the likelier one.")
    private boolean eachPairOnce;

    /** @throws KithException where a node is not in the graph, or options contradict each other */
    public LinkQuestion question(Graph graph) throws IOException {
        checkBounds();
        if (eachPairOnce) {
            throw new KithException("--each-pair-once goes with a latent graph; this model predicts links.");
        }
        String kind = candidates == null ? CandidateKind.KEYS.getFirst() : candidates;
        if (!CandidateKind.KEYS.contains(kind)) {
            throw new KithException("--candidates cannot be " + kind + Nearest.hint(kind, CandidateKind.KEYS));
        }
        if (pairs != null && !sources.isEmpty()) {
            throw new KithException("--pairs and --sources ask for different things; give one of them.");
        }
        if (pairs != null) {
            return new LinkQuestion.Given(read(rows(graph)), threshold);
        }
        int[] from = sources.isEmpty() ? IntStream.range(0, graph.nodeCount()).toArray() : sourceRows(graph);
        return new LinkQuestion.Likeliest(from, topK == null ? USUALLY : topK, threshold, CandidateKind.of(kind));
    }

    /**
     * What is asked of a model that infers a graph.
     *
     * @throws KithException where a node is not in the graph, or an option only goes with a link predictor
     */
    public InferredLinks infer(Model model, Engine engine, Graph graph) {
        checkBounds();
        if (pairs != null || candidates != null) {
            throw new KithException("--pairs and --candidates go with a link predictor; a latent graph is asked for the"
                    + " neighbours of nodes, with --sources, --top-k and --threshold.");
        }
        int[] nodes = sources.isEmpty() ? null : sourceRows(graph);
        if (topK != null && topK > NeighbourQuestion.MOST) {
            throw new KithException("--top-k of a latent graph is at most " + NeighbourQuestion.MOST + ", not " + topK
                    + "; farther nodes are hardly known to it.");
        }
        NeighbourQuestion question = new NeighbourQuestion(nodes, topK == null ? 0 : topK, threshold);
        return InferredLinks.of(model, engine, graph, question, eachPairOnce);
    }

    private void checkBounds() {
        if ((topK != null && topK < 1) || !(threshold >= 0.0 && threshold <= 1.0)) {
            throw new KithException(
                    "--top-k is at least 1 and --threshold in [0, 1], not " + topK + " and " + threshold + ".");
        }
    }

    private int[] sourceRows(Graph graph) {
        Map<String, Integer> rows = rows(graph);
        return sources.stream().mapToInt(id -> row(rows, id, "--sources")).toArray();
    }

    private static Map<String, Integer> rows(Graph graph) {
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < graph.nodeCount(); i++) {
            rows.put(String.valueOf(graph.nodes().ids().value(i)), i);
        }
        return rows;
    }

    private static int row(Map<String, Integer> rows, String id, String where) {
        Integer row = rows.get(id.strip());
        if (row == null) {
            throw new KithException(where + " names the node " + id.strip() + ", which is not in the graph.");
        }
        return row;
    }

    private Pairs read(Map<String, Integer> rows) throws IOException {
        List<int[]> found = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(pairs)) {
            boolean header = true;
            for (CsvRecord line : csv) {
                String where = pairs + ", line " + line.getStartingLineNumber() + ",";
                if (line.getFieldCount() < 2) {
                    throw new KithException(
                            where + " has " + line.getFieldCount() + " columns; two node ids are needed.");
                }
                if (!header) {
                    found.add(new int[] {row(rows, line.getField(0), where), row(rows, line.getField(1), where)});
                }
                header = false;
            }
        }
        return new Pairs(
                found.stream().mapToInt(pair -> pair[0]).toArray(),
                found.stream().mapToInt(pair -> pair[1]).toArray());
    }
}
