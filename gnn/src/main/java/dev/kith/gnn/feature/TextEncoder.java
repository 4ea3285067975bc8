package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.TextColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texts of one or several properties as one hashed bag of words: each word falls into one of {@code width} columns,
 * weighted by {@code ln((1 + n) / (1 + nodes with it)) + 1} as counted on the graph it was fitted on; rows have length 1
 * (Weinberger et al. 2009; Salton and Buckley 1988).
 *
 * @param weights {@code [width]}, inverse document frequency of each column
 */
record TextEncoder(List<String> properties, int width, float[] weights) implements Encoder {
    static final int WIDTH = 4096;

    static TextEncoder fit(Graph graph, List<String> properties) {
        int[] nodesWith = new int[WIDTH];
        int[] seenBy = new int[WIDTH];
        Arrays.fill(seenBy, -1);
        TextEncoder unweighted = new TextEncoder(properties, WIDTH, new float[0]);
        List<TextColumn> columns = unweighted.columns(graph);
        for (int i = 0; i < graph.nodeCount(); i++) {
            int node = i;
            unweighted.words(columns, i, bucket -> {
                if (seenBy[bucket] != node) {
                    seenBy[bucket] = node;
                    nodesWith[bucket]++;
                }
            });
        }
        float[] weights = new float[WIDTH];
        for (int b = 0; b < WIDTH; b++) {
            weights[b] = (float) (Math.log((1.0 + graph.nodeCount()) / (1.0 + nodesWith[b])) + 1.0);
        }
        return new TextEncoder(properties, WIDTH, weights);
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        List<TextColumn> columns = columns(graph);
        float[] counts = new float[width];
        int[] touched = new int[width];
        int[] size = new int[1];
        for (int i = 0; i < graph.nodeCount(); i++) {
            size[0] = 0;
            words(columns, i, bucket -> {
                if (counts[bucket] == 0f) {
                    touched[size[0]++] = bucket;
                }
                counts[bucket] += weights[bucket];
            });
            Arrays.sort(touched, 0, size[0]);
            double squares = 0.0;
            for (int t = 0; t < size[0]; t++) {
                squares += (double) counts[touched[t]] * counts[touched[t]];
            }
            float scale = squares == 0.0 ? 0f : (float) (1.0 / Math.sqrt(squares));
            for (int t = 0; t < size[0]; t++) {
                rows.add(i, offset + touched[t], counts[touched[t]] * scale);
                counts[touched[t]] = 0f;
            }
        }
    }

    private List<TextColumn> columns(Graph graph) {
        return properties.stream()
                .map(property -> {
                    if (Properties.of(graph, property) instanceof TextColumn text) {
                        return text;
                    }
                    throw new KithException(
                            "The property '" + property + "' is text in the model but not in this graph.");
                })
                .toList();
    }

    private void words(List<TextColumn> columns, int node, WordSink sink) {
        for (TextColumn column : columns) {
            String text = column.values()[node];
            if (text == null) {
                continue;
            }
            String lower = text.toLowerCase(Locale.ROOT);
            int hash = 0;
            boolean inWord = false;
            for (int p = 0; p <= lower.length(); p++) {
                char c = p < lower.length() ? lower.charAt(p) : ' ';
                if (Character.isLetterOrDigit(c)) {
                    hash = ((inWord ? hash : 0x811C9DC5) ^ c) * 0x01000193;
                    inWord = true;
                } else if (inWord) {
                    sink.accept(Math.floorMod(hash ^ (hash >>> 15), width));
                    inWord = false;
                }
            }
        }
    }

    private interface WordSink {
        void accept(int bucket);
    }
}
