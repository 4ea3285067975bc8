package dev.kith.gnn.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spherical harmonics against their definition, and where maps of the world have their seams. */
class SphericalHarmonicsTest {
    private static final SphericalHarmonics HARMONICS = new SphericalHarmonics(20);

    /** Both sides of the date line are one place, bit for bit. */
    @ParameterizedTest
    @ValueSource(doubles = {-90, -41.5, 0, 12.25, 89.9, 90})
    void noSeamAtTheDateLine(double latitude) {
        assertThat(HARMONICS.of(latitude, 180.0)).isEqualTo(HARMONICS.of(latitude, -180.0));
        assertThat(HARMONICS.of(latitude, 190.0)).isEqualTo(HARMONICS.of(latitude, -170.0));
        // A metre to both sides of it they differ as much as a metre apart elsewhere.
        double across = difference(HARMONICS.of(latitude, 179.99999), HARMONICS.of(latitude, -179.99999));
        double elsewhere = difference(HARMONICS.of(latitude, 20.00001), HARMONICS.of(latitude, 19.99999));
        assertThat(across).isLessThan(1e-4).isLessThan(20.0 * elsewhere + 1e-12);
    }

    /** All longitudes of a pole are one place, bit for bit, and near it they nearly are. */
    @ParameterizedTest
    @ValueSource(doubles = {-180, -77, 0, 33.3, 120, 180})
    void noSeamAtThePoles(double longitude) {
        assertThat(HARMONICS.of(90.0, longitude)).isEqualTo(HARMONICS.of(90.0, 0.0));
        assertThat(HARMONICS.of(-90.0, longitude)).isEqualTo(HARMONICS.of(-90.0, 0.0));
        assertThat(difference(HARMONICS.of(89.99999, longitude), HARMONICS.of(90.0, 0.0)))
                .isLessThan(1e-4);
    }

    /** The first ones by their formulas. */
    @Test
    void theFirstDegrees() {
        double latitude = 35.0;
        double longitude = -110.0;
        double x = Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(longitude));
        double y = Math.cos(Math.toRadians(latitude)) * Math.sin(Math.toRadians(longitude));
        double z = Math.sin(Math.toRadians(latitude));
        double one = Math.sqrt(3.0 / (4.0 * Math.PI));
        double[] expected = {
            Math.sqrt(1.0 / (4.0 * Math.PI)),
            one * y,
            one * z,
            one * x,
            Math.sqrt(15.0 / (4.0 * Math.PI)) * x * y,
            Math.sqrt(15.0 / (4.0 * Math.PI)) * y * z,
            Math.sqrt(5.0 / (16.0 * Math.PI)) * (3.0 * z * z - 1.0),
            Math.sqrt(15.0 / (4.0 * Math.PI)) * x * z,
            Math.sqrt(15.0 / (16.0 * Math.PI)) * (x * x - y * y)
        };
        assertThat(new SphericalHarmonics(2).of(latitude, longitude)).containsExactly(expected, within(1e-14));
    }

    /** The addition theorem: Σ_m Y_lm(a) Y_lm(b) = (2l + 1) / 4π · P_l(a · b), for every degree. */
    @Test
    void theAdditionTheorem() {
        double[][] places = {{52.5, 13.4}, {-33.9, 151.2}, {64.1, -21.9}, {0.0, 180.0}, {-90.0, 5.0}};
        for (double[] a : places) {
            for (double[] b : places) {
                double cosine = Math.sin(Math.toRadians(a[0])) * Math.sin(Math.toRadians(b[0]))
                        + Math.cos(Math.toRadians(a[0]))
                                * Math.cos(Math.toRadians(b[0]))
                                * Math.cos(Math.toRadians(a[1] - b[1]));
                double[] ya = HARMONICS.of(a[0], a[1]);
                double[] yb = HARMONICS.of(b[0], b[1]);
                double before = 0.0;
                double legendre = 1.0;
                for (int l = 0; l <= 20; l++) {
                    double sum = 0.0;
                    for (int k = l * l; k < (l + 1) * (l + 1); k++) {
                        sum += ya[k] * yb[k];
                    }
                    assertThat(sum).isCloseTo((2.0 * l + 1.0) / (4.0 * Math.PI) * legendre, within(1e-11));
                    double next = ((2.0 * l + 1.0) * cosine * legendre - l * before) / (l + 1.0);
                    before = legendre;
                    legendre = next;
                }
            }
        }
    }

    private static double difference(double[] a, double[] b) {
        double most = 0.0;
        for (int k = 0; k < a.length; k++) {
            most = Math.max(most, Math.abs(a[k] - b[k]));
        }
        return most;
    }
}
