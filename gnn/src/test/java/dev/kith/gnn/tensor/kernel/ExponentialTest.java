package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.random.CounterRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** Kith's own e^x against the JDK's in double, and on lanes against itself. */
class ExponentialTest {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    @Test
    void isAsNearAsItSays() {
        for (int i = 0; i < 200_000; i++) {
            float x = -87f + 175f * CounterRandom.uniform(1, 2, i);
            double exact = Math.exp(x);
            assertThat(Math.abs(Exponential.exp(x) - exact)).as("e^%s", x).isLessThan(2e-7 * exact);
        }
        assertThat(Exponential.exp(0f)).isEqualTo(1f);
        assertThat(Exponential.exp(-88f)).isZero();
        assertThat(Exponential.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.exp(89f)).isInfinite();
        assertThat(Exponential.exp(Float.NaN)).isNaN();
    }

    @Test
    void isTheSameOnLanes() {
        float[] x = new float[LANES];
        float[] y = new float[LANES];
        for (int i = 0; i < 4_000; i++) {
            for (int l = 0; l < LANES; l++) {
                x[l] = 200f * CounterRandom.uniform(3, i, l) - 100f;
            }
            x[i % LANES] = i % 3 == 0 ? Float.NaN : i % 3 == 1 ? Float.NEGATIVE_INFINITY : 1e38f;
            Exponential.exp(FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, x, 0))
                    .intoArray(y, 0);
            for (int l = 0; l < LANES; l++) {
                assertThat(Float.compare(y[l], Exponential.exp(x[l])))
                        .as("e^%s", x[l])
                        .isZero();
            }
        }
    }
}
