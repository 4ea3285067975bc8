package dev.kith.graph.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedColumnTest {
    @Test
    void wholeNumbersKeepTheirDigits() {
        Column column = TypedColumn.of(List.of("0", "-12", "", "9223372036854775807"));
        assertThat(((LongColumn) column).values()).containsExactly(0, -12, 0, Long.MAX_VALUE);
        assertThat(column.isNull(2)).isTrue();
        assertThat(column.isNull(0)).isFalse();
    }

    @Test
    void numbersAreNumbers() {
        Column column = TypedColumn.of(List.of("1.5", "", "-2", "1e-3", "-0"));
        assertThat(((DoubleColumn) column).values()).containsExactly(1.5, 0.0, -2.0, 0.001, -0.0);
        assertThat(column.isNull(1)).isTrue();
    }

    /** What would not come back as it was. */
    @Test
    void codesAndOverlongNumbersAreTexts() {
        for (List<String> texts : List.of(
                List.of("007", "1"),
                List.of("9223372036854775808", "1"),
                List.of("-0", "1"),
                List.of("1e400"),
                List.of("NaN", "1.5"),
                List.of("1.", "2"),
                List.of("0x10"),
                List.of("1", " 2"))) {
            assertThat(((TextColumn) TypedColumn.of(texts)).values()).isEqualTo(texts.toArray());
        }
        assertThat(((TextColumn) TypedColumn.of(List.of("", ""))).values()).containsExactly(null, null);
        assertThat(TypedColumn.of(List.of()).size()).isZero();
    }

    @Test
    void weightsAreNumbersHoweverTheyAreWritten() {
        assertThat(((DoubleColumn) TypedColumn.numbers(List.of(".5", "007", "", "+1"))).values())
                .containsExactly(0.5, 7.0, 0.0, 1.0);
        assertThat(TypedColumn.numbers(List.of("12", "", "-3"))).isInstanceOf(LongColumn.class);
    }
}
