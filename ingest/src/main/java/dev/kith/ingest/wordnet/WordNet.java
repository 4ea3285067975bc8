package dev.kith.ingest.wordnet;

import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeLabels;
import dev.kith.graph.NodeTable;
import dev.kith.graph.RelationshipTable;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.TextColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * WordNet 3.1.
 *
 * @param graph 117,791 synsets with {@code id, lemma, gloss, partOfSpeech, supersense}; {@code supersense} is what there
 *     is to predict, {@code gloss} and {@code lemma} are what to learn from
 * @param notice the licence notice that must be shown with it
 */
public record WordNet(Graph graph, String notice) {
    /** The label of every node. */
    public static final String LABEL = "Synset";

    /** The property that names the lexicographer's file, such as {@code noun.animal}. */
    public static final String SUPERSENSE = "supersense";

    public static WordNet read() {
        WordNetFiles files = WordNetFiles.read();
        List<Synset> synsets = files.synsets();
        Map<Synset.Key, Integer> rows = new HashMap<>();
        for (Synset synset : synsets) {
            rows.put(synset.key(), rows.size());
        }
        List<String> types = Arrays.stream(PointerKind.values())
                .map(kind -> kind.relationshipType)
                .distinct()
                .toList();
        Graph graph = new Graph(
                "wordnet",
                true,
                new NodeTable(
                        texts(synsets, synset -> synset.key().id()),
                        NodeLabels.all(LABEL, synsets.size()),
                        properties(synsets)),
                relationships(synsets, rows, types),
                SUPERSENSE,
                List.of("gloss", "lemma"),
                Map.of());
        return new WordNet(graph, files.notice());
    }

    private static Map<String, Column> properties(List<Synset> synsets) {
        Map<String, Column> properties = new LinkedHashMap<>();
        properties.put("lemma", texts(synsets, Synset::lemma));
        properties.put("partOfSpeech", texts(synsets, synset -> synset.key().partOfSpeech().word));
        properties.put("gloss", texts(synsets, Synset::gloss));
        properties.put(SUPERSENSE, texts(synsets, Synset::supersense));
        return properties;
    }

    private static TextColumn texts(List<Synset> synsets, java.util.function.Function<Synset, String> value) {
        return new TextColumn(synsets.stream().map(value).toArray(String[]::new));
    }

    /** Each pointer once, in the direction its kind says. */
    private static RelationshipTable relationships(
            List<Synset> synsets, Map<Synset.Key, Integer> rows, List<String> types) {
        record Arc(int source, int target, int type) {}
        Set<Arc> seen = new HashSet<>();
        int[] source = new int[1 << 19];
        int[] target = new int[1 << 19];
        short[] type = new short[1 << 19];
        int count = 0;
        for (int row = 0; row < synsets.size(); row++) {
            for (Synset.Pointer pointer : synsets.get(row).pointers()) {
                Integer other = rows.get(pointer.target());
                if (other == null) {
                    throw new KithException("WordNet's synset "
                            + synsets.get(row).key().id() + " points to "
                            + pointer.target().id() + ", which is none; the data files are not those of WordNet 3.1.");
                }
                boolean turned =
                        switch (pointer.kind().direction) {
                            case AS_STATED -> false;
                            case REVERSED -> true;
                            case SYMMETRIC -> other < row;
                        };
                Arc arc = new Arc(
                        turned ? other : row, turned ? row : other, types.indexOf(pointer.kind().relationshipType));
                if (seen.add(arc)) {
                    source[count] = arc.source;
                    target[count] = arc.target;
                    type[count++] = (short) arc.type;
                }
            }
        }
        return new RelationshipTable(
                Arrays.copyOf(source, count),
                Arrays.copyOf(target, count),
                Arrays.copyOf(type, count),
                types,
                Map.of());
    }
}
