package dev.kith.ingest.mapping;

import dev.kith.ingest.file.BrokenValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.Point;

/** Points as {@code neo4j-admin} takes them: {@code {x: 1, y: 2}} or {@code {latitude: 47.1, longitude: 8.5}}. */
final class PointText {
    private static final double MOST_LATITUDE = 90;
    private static final int CARTESIAN = 7203;
    private static final int CARTESIAN_3D = 9157;
    private static final int WGS_84 = 4326;
    private static final int WGS_84_3D = 4979;

    private PointText() {}

    static Point read(String text) throws BrokenValue {
        Map<String, Double> parts = parts(text);
        boolean earth = parts.containsKey("latitude");
        Double x = parts.remove(earth ? "longitude" : "x");
        Double y = parts.remove(earth ? "latitude" : "y");
        Double z = parts.remove(earth ? "height" : "z");
        if (x == null || y == null || !parts.isEmpty()) {
            throw no(text);
        }
        if (earth && !(Math.abs(y) <= MOST_LATITUDE)) {
            throw new BrokenValue("'" + text + "' has a latitude that is not from -90 to 90");
        }
        return (z == null
                        ? Values.point(earth ? WGS_84 : CARTESIAN, x, y)
                        : Values.point(earth ? WGS_84_3D : CARTESIAN_3D, x, y, z))
                .asPoint();
    }

    private static Map<String, Double> parts(String given) throws BrokenValue {
        String text = given.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw no(given);
        }
        Map<String, Double> parts = new TreeMap<>();
        for (String part : text.substring(1, text.length() - 1).split(",", -1)) {
            String[] pair = part.split(":", -1);
            if (pair.length != 2
                    || parts.put(pair[0].strip().toLowerCase(Locale.ROOT), (Double) Scalar.DOUBLE.read(pair[1]))
                            != null) {
                throw no(given);
            }
        }
        return parts;
    }

    private static BrokenValue no(String text) {
        return new BrokenValue("'" + text + "' is no point such as {x: 1, y: 2} or {latitude: 47.1, longitude: 8.5}");
    }
}
