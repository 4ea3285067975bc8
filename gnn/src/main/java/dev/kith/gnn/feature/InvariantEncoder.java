package dev.kith.gnn.feature;

import dev.kith.gnn.geometry.Invariance;
import dev.kith.gnn.geometry.InvariantCoordinates;
import dev.kith.gnn.geometry.Place;
import dev.kith.gnn.geometry.ScalingFlags;
import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Graph;
import dev.kith.graph.column.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Positions as coordinates that do not change when the whole set is moved, turned, mirrored or rescaled
 * ({@link InvariantCoordinates}). They are those of the set that is encoded: nodes of another graph, or more of them, are
 * a set of their own. Nodes without a position are not in the set and get zeros.
 *
 * @param group property whose values say which nodes are a set, or null for one set of all
 */
record InvariantEncoder(List<String> properties, String group, int width, Invariance rules) implements Encoder {
    private static final List<String> OPTIONS = List.of(
            FeatureRequest.GROUP, "dimensions", "centre", "rotate", "scale", "signs", "degenerate", "chirality");
    private static final int MOST_DIMENSIONS = 1024;

    /** What is done with columns of nearly equal spread. */
    private enum Degenerate {
        FRAME,
        IGNORE
    }

    InvariantEncoder {
        if (properties == null || properties.isEmpty() || properties.stream().anyMatch(Objects::isNull)) {
            throw Encoder.nonsense("a place has no name");
        }
        if (width <= 0 || width > MOST_DIMENSIONS || rules == null || rules.dimensions() != width) {
            throw Encoder.nonsense("the places of " + properties + " have " + width + " columns");
        }
        properties = List.copyOf(properties);
    }

    static InvariantEncoder fit(Graph graph, FeatureRequest request) {
        EncoderOptions options = EncoderOptions.of(request, OPTIONS);
        int d = Coordinates.dimension(graph, request.properties());
        int width = options.whole("dimensions", d, 1, MOST_DIMENSIONS);
        Invariance rules = new Invariance(
                width,
                options.flag("centre", true),
                options.flag("rotate", true),
                options.choice("scale", Invariance.Scale.RMS, Invariance.Scale.class),
                options.choice("signs", Invariance.Signs.MOMENT, Invariance.Signs.class),
                options.choice("degenerate", Degenerate.FRAME, Degenerate.class) == Degenerate.FRAME,
                options.flag("chirality", false));
        String group = options.text(FeatureRequest.GROUP);
        if (group != null) {
            Properties.of(graph, group);
        }
        return new InvariantEncoder(request.properties(), group, width, rules);
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        double[][] points = Coordinates.of(graph, properties);
        for (List<Integer> set : sets(graph, points)) {
            double[][] h = encoded(points, set).values();
            for (int i = 0; i < h.length; i++) {
                for (int c = 0; c < width; c++) {
                    rows.add(set.get(i), offset + c, (float) h[i][c]);
                }
            }
        }
    }

    @Override
    public Optional<ScalingFlags> flags(Graph graph) {
        double[][] points = Coordinates.of(graph, properties);
        return sets(graph, points).stream()
                .map(set -> encoded(points, set).flags())
                .reduce(ScalingFlags::and);
    }

    private InvariantCoordinates encoded(double[][] points, List<Integer> set) {
        return InvariantCoordinates.of(set.stream().map(i -> points[i]).toArray(double[][]::new), rules);
    }

    /** Nodes with a position, set by set. */
    private List<List<Integer>> sets(Graph graph, double[][] points) {
        Column groups = group == null ? null : Properties.of(graph, group);
        Map<Object, List<Integer>> sets = new LinkedHashMap<>();
        for (int i = 0; i < points.length; i++) {
            if (points[i] != null) {
                Object key = groups == null || groups.isNull(i) ? "" : List.of(groups.value(i));
                sets.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
            }
        }
        return List.copyOf(sets.values());
    }

    @Override
    public Optional<Place> place(int offset) {
        return rules.signs() == Invariance.Signs.AVERAGE
                ? Optional.of(new Place.AnySign(offset, width))
                : Optional.empty();
    }

    @Override
    public String origin(int column) {
        return "place " + String.join(", ", properties);
    }
}
