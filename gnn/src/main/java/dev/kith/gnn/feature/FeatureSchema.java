package dev.kith.gnn.feature;

import dev.kith.gnn.geometry.Place;
import dev.kith.gnn.geometry.ScalingFlags;
import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Features;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a model reads a graph's node properties: fitted once, saved with the model.
 *
 * @param encoders blocks of columns side by side
 * @param rows what each row is divided by
 */
public record FeatureSchema(List<Encoder> encoders, RowScaling rows) {
    public FeatureSchema {
        if (rows == null
                || encoders == null
                || encoders.isEmpty()
                || encoders.stream().anyMatch(Objects::isNull)) {
            throw Encoder.nonsense("it names no features");
        }
        encoders = List.copyOf(encoders);
    }

    /** Which features a graph without feature properties gets. */
    public static final List<String> FALLBACKS = List.of("identity", "degree");

    /**
     * @param fallback {@code identity} or {@code degree}, for a graph without feature properties
     * @param rows {@code none}, {@code row}, {@code length}, or {@code auto}: rows of sparse vectors are brought to sum 1
     */
    public static FeatureSchema fit(Graph graph, String fallback, String rows) {
        List<Encoder> encoders = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        boolean sparse = false;
        for (String asked : graph.featureProperties()) {
            FeatureRequest request =
                    FeatureRequest.parse(asked, graph.nodes().properties().keySet());
            if (request.encoder() != null) {
                encoders.add(
                        request.encoder().equals("sphere")
                                ? SphereEncoder.fit(graph, request)
                                : InvariantEncoder.fit(graph, request));
                continue;
            }
            String property = request.properties().getFirst();
            Column column = Properties.of(graph, property);
            switch (column) {
                case VectorColumn dense -> encoders.add(new VectorEncoder(property, dense.dimension()));
                case SparseVectorColumn s -> {
                    encoders.add(new VectorEncoder(property, s.dimension()));
                    sparse = true;
                }
                case TextColumn text -> texts.add(property);
                case LongColumn numbers -> encoders.add(NumberEncoder.fit(graph, property));
                case DoubleColumn numbers -> encoders.add(NumberEncoder.fit(graph, property));
                case BooleanColumn flags -> encoders.add(NumberEncoder.fit(graph, property));
            }
        }
        if (!texts.isEmpty()) {
            encoders.add(TextEncoder.fit(graph, texts));
        }
        if (encoders.isEmpty()) {
            encoders.add(fallback.equals("degree") ? new DegreeEncoder() : new IdentityEncoder(graph.nodeCount()));
        }
        return new FeatureSchema(encoders, scaling(rows, sparse && texts.isEmpty()));
    }

    private static RowScaling scaling(String rows, boolean usuallyToOne) {
        return switch (rows) {
            case "row" -> RowScaling.SUM;
            case "length" -> RowScaling.LENGTH;
            case "auto" -> usuallyToOne ? RowScaling.SUM : RowScaling.NONE;
            default -> RowScaling.NONE;
        };
    }

    public int width() {
        long width = encoders.stream().mapToLong(Encoder::width).sum();
        if (width > Integer.MAX_VALUE) {
            throw new KithException("The features have " + width + " columns, more than a matrix can have.");
        }
        return (int) width;
    }

    /** @return {@code [nodes, width]} */
    public Features encode(Graph graph) {
        Features features = FeatureRows.collect(graph.nodeCount(), width(), into -> {
            int offset = 0;
            for (Encoder encoder : encoders) {
                encoder.encode(graph, offset, into);
                offset += encoder.width();
            }
        });
        rows.scale(features);
        return features;
    }

    /** The columns that networks read in a way of their own, ascending. */
    public List<Place> places() {
        List<Place> places = new ArrayList<>();
        int offset = 0;
        for (Encoder encoder : encoders) {
            encoder.place(offset).ifPresent(places::add);
            offset += encoder.width();
        }
        return places;
    }

    /** What could not be fixed of a graph's places, by what they were made from; null where there are none. */
    public Map<String, ScalingFlags> placeFlags(Graph graph) {
        Map<String, ScalingFlags> flags = new LinkedHashMap<>();
        for (Encoder encoder : encoders) {
            encoder.flags(graph).ifPresent(found -> flags.put(encoder.origin(0), found));
        }
        return flags.isEmpty() ? null : flags;
    }

    /** What a column was made from, for messages: {@code property 'age'}. */
    public String origin(int column) {
        int offset = 0;
        for (Encoder encoder : encoders) {
            if (column < offset + encoder.width()) {
                return encoder.origin(column - offset);
            }
            offset += encoder.width();
        }
        throw new IllegalArgumentException("There are " + offset + " columns, and none is number " + column + ".");
    }
}
