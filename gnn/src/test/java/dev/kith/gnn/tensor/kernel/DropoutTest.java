package dev.kith.gnn.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mask drops its share, in every row and column, keeps the mean, and has nothing to do with another mask. */
class DropoutTest {
    private static final int SIDE = 400;

    private static boolean dropped(Dropout dropout, int row, int column) {
        return dropout.factor((long) row, column) == 0f;
    }

    @ParameterizedTest
    @ValueSource(floats = {0.05f, 0.3f, 0.5f, 0.95f})
    void dropsItsShare(float rate) {
        Dropout mask = new Dropout(rate, 5L);
        Dropout other = new Dropout(rate, 6L);
        int[] byRow = new int[SIDE];
        int[] byColumn = new int[SIDE];
        int both = 0;
        double sum = 0.0;
        for (int i = 0; i < SIDE; i++) {
            for (int c = 0; c < SIDE; c++) {
                sum += mask.factor((long) i, c);
                if (dropped(mask, i, c)) {
                    byRow[i]++;
                    byColumn[c]++;
                    both += dropped(other, i, c) ? 1 : 0;
                }
            }
        }
        double deviation = Math.sqrt(rate * (1.0 - rate));
        for (int i = 0; i < SIDE; i++) {
            // 800 counts: five deviations.
            assertThat((double) byRow[i]).isCloseTo(SIDE * rate, within(5.0 * deviation * Math.sqrt(SIDE)));
            assertThat((double) byColumn[i]).isCloseTo(SIDE * rate, within(5.0 * deviation * Math.sqrt(SIDE)));
        }
        double pairs = (double) rate * rate;
        assertThat(both / (double) (SIDE * SIDE)).isCloseTo(pairs, within(5.0 * Math.sqrt(pairs) / SIDE));
        assertThat(sum / (SIDE * SIDE)).isCloseTo(1.0, within(5.0 * deviation / (1.0 - rate) / SIDE));
    }

    @Test
    void ratesOutsideAreRefused() {
        for (float rate : new float[] {-0.1f, 1f, Float.NaN}) {
            assertThatThrownBy(() -> new Dropout(rate, 1L)).hasMessageContaining("A dropout rate lies in [0, 1)");
        }
        assertThat(Dropout.NONE.active()).isFalse();
    }
}
