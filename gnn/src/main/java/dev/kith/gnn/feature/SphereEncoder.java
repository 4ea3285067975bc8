package dev.kith.gnn.feature;

import dev.kith.gnn.geometry.Place;
import dev.kith.gnn.geometry.SphericalHarmonics;
import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Places on the sphere as spherical harmonics, which the network reads through a sinusoidal one (Rußwurm et al. 2024).
 * Of one property the first number is the longitude, as in a point of the database; two properties are latitude and
 * longitude. Nodes without a place get zeros.
 *
 * @param degree of the finest waves
 * @param hidden width of the sinusoidal network
 * @param layers of it, the last linear one included
 */
record SphereEncoder(List<String> properties, int degree, int hidden, int layers) implements Encoder {
    private static final List<String> OPTIONS = List.of("degree", "width", "layers");
    private static final int MOST_WIDTH = 4096;
    private static final int MOST_LAYERS = 8;

    SphereEncoder {
        if (properties == null
                || properties.isEmpty()
                || properties.size() > 2
                || properties.stream().anyMatch(Objects::isNull)) {
            throw Encoder.nonsense("a place on the sphere is made of " + properties);
        }
        if (degree < 0
                || degree > SphericalHarmonics.MOST_DEGREE
                || hidden < 1
                || hidden > MOST_WIDTH
                || layers < 1
                || layers > MOST_LAYERS) {
            throw Encoder.nonsense("the places of " + properties + " have the degree " + degree + ", the width "
                    + hidden + " and " + layers + " layers");
        }
        properties = List.copyOf(properties);
    }

    static SphereEncoder fit(Graph graph, FeatureRequest request) {
        EncoderOptions options = EncoderOptions.of(request, OPTIONS);
        int d = Coordinates.dimension(graph, request.properties());
        if (d != 2) {
            throw new KithException("A place on the sphere has two numbers, and '"
                    + String.join("+", request.properties()) + "' has " + d
                    + "; use one list [longitude, latitude] or point, or 'latitude+longitude:sphere'.");
        }
        SphereEncoder encoder = new SphereEncoder(
                request.properties(),
                options.whole("degree", 10, 0, SphericalHarmonics.MOST_DEGREE),
                options.whole("width", 64, 1, MOST_WIDTH),
                options.whole("layers", 2, 1, MOST_LAYERS));
        // Refused before training, not in the middle of its features.
        encoder.encode(graph, 0, (node, column, value) -> {});
        return encoder;
    }

    @Override
    public int width() {
        return SphericalHarmonics.count(degree);
    }

    @Override
    public void encode(Graph graph, int offset, FeatureRows rows) {
        SphericalHarmonics harmonics = new SphericalHarmonics(degree);
        double[][] points = Coordinates.of(graph, properties);
        boolean latitudeFirst = properties.size() == 2;
        for (int i = 0; i < points.length; i++) {
            if (points[i] != null) {
                double latitude = points[i][latitudeFirst ? 0 : 1];
                double longitude = points[i][latitudeFirst ? 1 : 0];
                check(graph, i, latitude, longitude);
                double[] y = harmonics.of(latitude, longitude);
                for (int c = 0; c < y.length; c++) {
                    rows.add(i, offset + c, (float) y[c]);
                }
            }
        }
    }

    private void check(Graph graph, int row, double latitude, double longitude) {
        if (Math.abs(latitude) > 90.0 || Math.abs(longitude) > 360.0) {
            throw new KithException("The place " + String.join(", ", properties) + " of node "
                    + graph.nodes().ids().value(row) + " has latitude " + latitude + " and longitude " + longitude
                    + "; latitude lies between -90 and 90 and longitude between -360 and 360. One property holds the"
                    + " longitude first, two are latitude and longitude.");
        }
    }

    @Override
    public Optional<Place> place(int offset) {
        return Optional.of(new Place.Sphere(offset, width(), hidden, layers));
    }

    @Override
    public String origin(int column) {
        return "place " + String.join(", ", properties);
    }
}
