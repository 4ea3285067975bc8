package dev.kith.gnn.feature;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.TextColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Texts of one or several properties as one hashed bag of words: each word falls into one of {@code width} columns,
 * weighted by {@code ln((1 + n) / (1 + nodes with it)) + 1} as counted on the graph it was fitted on; rows have length 1
 * (Weinberger et al. 2009; Salton and Buckley 1988).
 *
 * @param weights {@code [width]}, inverse document frequency of each column
 */
record TextEncoder(List<String> properties, int width, float[] weights) implements Encoder {
    static final int WIDTH = 4096;

    TextEncoder {
        if (properties == null || properties.isEmpty() || properties.stream().anyMatch(Objects::isNull)) {
            throw Encoder.nonsense("a text has no name");
        }
        if (width <= 0 || weights == null || weights.length != width) {
            throw Encoder.nonsense("the words of " + properties + " have " + width + " columns and other weights");
        }
        for (float weight : weights) {
            if (!(weight > 0f && weight <= Float.MAX_VALUE)) {
                throw Encoder.nonsense("a word of " + properties + " weighs " + weight);
            }
        }
        properties = List.copyOf(properties);
    }

    static TextEncoder fit(Graph graph, List<String> properties) {
        int[] nodesWith = new int[WIDTH];
        int[] seenBy = new int[WIDTH];
        Arrays.fill(seenBy, -1);
        List<TextColumn> columns = columns(graph, properties);
        for (int i = 0; i < graph.nodeCount(); i++) {
            int node = i;
            words(columns, i, WIDTH, bucket -> {
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
        List<TextColumn> columns = columns(graph, properties);
        float[] counts = new float[width];
        int[] touched = new int[width];
        int[] size = new int[1];
        for (int i = 0; i < graph.nodeCount(); i++) {
            size[0] = 0;
            words(columns, i, width, bucket -> {
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

    @Override
    public String origin(int column) {
        return "text of " + String.join(", ", properties);
    }

    private static List<TextColumn> columns(Graph graph, List<String> properties) {
        return properties.stream()
                .map(property -> {
                    if (Properties.of(graph, property) instanceof TextColumn text) {
                        return text;
                    }
                    throw new KithException("The property '" + property + "' is text in the model but "
                            + Properties.of(graph, property).typeName() + " in this graph.");
                })
                .toList();
    }

    private static void words(List<TextColumn> columns, int node, int width, WordSink sink) {
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
