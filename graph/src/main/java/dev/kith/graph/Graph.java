package dev.kith.graph;

import dev.kith.graph.column.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An immutable columnar property graph, with what it names to predict, to read as features, and its splits. */
public final class Graph {
    private final String name;
    private final boolean directed;
    private final NodeTable nodes;
    private final RelationshipTable relationships;
    private final String target;
    private final List<String> features;
    private final Map<String, Split> splits;
    private String fingerprint;

    /**
     * @param directed whether the direction of relationships has a meaning
     * @param target node property to predict, or null
     * @param features node properties to learn from, each as {@link FeatureRequest} reads it
     */
    public Graph(
            String name,
            boolean directed,
            NodeTable nodes,
            RelationshipTable relationships,
            String target,
            List<String> features,
            Map<String, Split> splits) {
        this.name = name;
        this.directed = directed;
        this.nodes = nodes;
        this.relationships = relationships;
        this.target = target;
        this.features = List.copyOf(features);
        this.splits = new LinkedHashMap<>(splits);
    }

    public String name() {
        return name;
    }

    public boolean directed() {
        return directed;
    }

    public int nodeCount() {
        return nodes.count();
    }

    public NodeTable nodes() {
        return nodes;
    }

    public RelationshipTable relationships() {
        return relationships;
    }

    /** The node property to predict. */
    public Optional<String> targetProperty() {
        return Optional.ofNullable(target);
    }

    /** The node properties to learn from, each as {@link FeatureRequest} reads it. */
    public List<String> featureProperties() {
        return features;
    }

    public Map<String, Split> splits() {
        return java.util.Collections.unmodifiableMap(splits);
    }

    /** @throws KithException where there is no such node property, or it holds vectors */
    public Target target(String property) {
        Column column = nodes.properties().get(property);
        if (column == null) {
            throw new KithException("The graph '" + name + "' has no node property '" + property + "'; known: "
                    + nodes.properties().keySet() + ".");
        }
        return Target.of(property, column);
    }

    /**
     * The adjacency in compressed rows, made anew at each call: O(n + m).
     *
     * @throws KithException where there is no such relationship type or weight
     */
    public Csr adjacency(Adjacency options) {
        options.types().forEach(this::checkType);
        int[] source = relationships.source();
        int[] target = relationships.target();
        boolean[] counts = new boolean[relationships.types().size()];
        for (int t = 0; t < counts.length; t++) {
            counts[t] = options.types().isEmpty()
                    || options.types().contains(relationships.types().get(t));
        }
        int[] kept = new int[source.length];
        int count = 0;
        for (int e = 0; e < source.length; e++) {
            if (counts[relationships.type()[e]] && !(options.dropSelfLoops() && source[e] == target[e])) {
                kept[count++] = e;
            }
        }
        boolean both = options.orientation() == Orientation.UNDIRECTED;
        int loops = 0;
        for (int k = 0; both && k < count; k++) {
            loops += source[kept[k]] == target[kept[k]] ? 1 : 0;
        }
        long size = both ? 2L * count - loops : count;
        if (size > Integer.MAX_VALUE - 8) {
            throw new KithException("An adjacency of " + size + " arcs is more than one array holds (2,147,483,639).");
        }
        int[] from = new int[(int) size];
        int[] to = new int[(int) size];
        int[] origins = new int[(int) size];
        int at = 0;
        for (int k = 0; k < count; k++) {
            int e = kept[k];
            boolean reverse = options.orientation() == Orientation.REVERSE;
            from[at] = reverse ? target[e] : source[e];
            to[at] = reverse ? source[e] : target[e];
            origins[at++] = e;
            if (both && source[e] != target[e]) {
                from[at] = target[e];
                to[at] = source[e];
                origins[at++] = e;
            }
        }
        float[] weights = null;
        if (options.weightProperty() != null) {
            float[] all = relationships.weights(options.weightProperty());
            weights = new float[at];
            for (int k = 0; k < at; k++) {
                weights[k] = all[origins[k]];
            }
        }
        Csr csr = Csr.of(nodeCount(), from, to, weights).withOrigins(origins);
        return options.mergeDuplicates() ? csr.merged() : csr;
    }

    /** {@code sha256:…} over the content, whatever the order of the rows. */
    public synchronized String fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(this);
        }
        return fingerprint;
    }

    public Graph withTarget(String property) {
        return new Graph(name, directed, nodes, relationships, property, features, splits);
    }

    public Graph withFeatures(List<String> properties) {
        return new Graph(name, directed, nodes, relationships, target, properties, splits);
    }

    public Graph withSplits(Map<String, Split> others) {
        return new Graph(name, directed, nodes, relationships, target, features, others);
    }

    /** With relationships that have no direction. */
    public Graph asUndirected() {
        return directed ? new Graph(name, false, nodes, relationships, target, features, splits) : this;
    }

    /** Without the relationships of other types. */
    public Graph withTypes(List<String> only) {
        only.forEach(this::checkType);
        int[] kept = java.util.stream.IntStream.range(0, relationships.count())
                .filter(e ->
                        only.contains(relationships.types().get(relationships.type()[e])))
                .toArray();
        short[] type = new short[kept.length];
        for (int k = 0; k < kept.length; k++) {
            type[k] =
                    (short) only.indexOf(relationships.types().get(relationships.type()[kept[k]]));
        }
        Map<String, Column> properties = new LinkedHashMap<>();
        relationships.properties().forEach((property, column) -> properties.put(property, column.rows(kept)));
        int[] source = Arrays.stream(kept).map(e -> relationships.source()[e]).toArray();
        int[] end = Arrays.stream(kept).map(e -> relationships.target()[e]).toArray();
        return new Graph(
                name,
                directed,
                nodes,
                new RelationshipTable(source, end, type, List.copyOf(only), properties),
                target,
                features,
                splits);
    }

    private void checkType(String type) {
        if (!relationships.types().contains(type)) {
            throw new KithException("The graph '" + name + "' has no relationship type '" + type + "'"
                    + Nearest.hint(type, relationships.types()));
        }
    }

    @Override
    public String toString() {
        return name + " (" + nodeCount() + " nodes, " + relationships.count() + " relationships)";
    }
}
