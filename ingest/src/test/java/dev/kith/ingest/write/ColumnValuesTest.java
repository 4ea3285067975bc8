package dev.kith.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.BooleanColumn;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.DoubleColumn;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

class ColumnValuesTest {
    @Test
    void everyKindBecomesTheValueOfTheDriver() {
        assertThat(value(new LongColumn(new long[] {0, Long.MIN_VALUE}, null)).asLong())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(new DoubleColumn(new double[] {0, -0.0}, null)).asDouble())
                .isEqualTo(-0.0);
        assertThat(value(new BooleanColumn(new boolean[] {false, true}, null)).asBoolean())
                .isTrue();
        assertThat(value(new TextColumn(new String[] {"", "ü`'😀\n"})).asString())
                .isEqualTo("ü`'😀\n");
        assertThat(value(new VectorColumn(new float[] {1, 2, 3, 4}, 2, 2, null)).asList(Value::asFloat))
                .containsExactly(3f, 4f);
        assertThat(value(new SparseVectorColumn(new int[] {0, 1, 3}, new int[] {0, 1, 3}, new float[] {9, 5, 7}, 4))
                        .asList(Value::asFloat))
                .containsExactly(0f, 5f, 0f, 7f);
    }

    @Test
    void aGapIsNull() {
        BitSet nulls = new BitSet();
        nulls.set(1);
        for (Column column : List.of(
                new LongColumn(new long[2], nulls),
                new DoubleColumn(new double[2], nulls),
                new BooleanColumn(new boolean[2], nulls),
                new TextColumn(new String[2]),
                new VectorColumn(new float[4], 2, 2, nulls))) {
            assertThat(value(column)).as(column.typeName()).isEqualTo(Values.NULL);
        }
    }

    @Test
    void rowsAreListsInTheOrderOfTheColumns() {
        Column names = new TextColumn(new String[] {"a", "b", "c"});
        Column codes = new LongColumn(new long[] {1, 2, 3}, null);
        assertThat(ColumnValues.rows(List.of(codes, names), new int[] {2, 0}).asList())
                .containsExactly(List.of(3L, "c"), List.of(1L, "a"));
        assertThat(ColumnValues.rows(List.of(codes), new int[0]).asList()).isEmpty();
    }

    private static Value value(Column column) {
        return ColumnValues.reader(column).apply(1);
    }
}
