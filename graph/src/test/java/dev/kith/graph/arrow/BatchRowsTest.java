package dev.kith.graph.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.SparseVectorColumn;
import dev.kith.graph.column.TextColumn;
import dev.kith.graph.column.VectorColumn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRowsTest {
    @Test
    void cutsNarrowTablesByRows() {
        BatchRows rows = new BatchRows(List.of(new LongColumn(new long[200_000], null)));
        assertThat(rows.end(0, 200_000)).isEqualTo(65_536);
        assertThat(rows.end(196_608, 200_000)).isEqualTo(200_000);
        assertThat(new BatchRows(List.of()).end(0, 1)).isEqualTo(1);
    }

    @Test
    void cutsWideTablesByBytes() {
        // 4,000,000 bytes a row: sixteen fit into 64 MiB.
        Column vectors = new VectorColumn(new float[0], 1_000, 1_000_000, null);
        assertThat(new BatchRows(List.of(vectors)).end(0, 1_000)).isEqualTo(16);
        assertThat(new BatchRows(List.of(vectors)).end(990, 1_000)).isEqualTo(1_000);

        int[] offsets = new int[101];
        Arrays.setAll(offsets, i -> i * 2_000_000);
        Column sparse = new SparseVectorColumn(offsets, new int[0], new float[0], 1 << 24);
        assertThat(new BatchRows(List.of(sparse)).end(0, 100)).isEqualTo(4);

        // A character may become three bytes.
        String[] texts = new String[100];
        Arrays.fill(texts, "x".repeat(1_000_000));
        texts[3] = null;
        assertThat(new BatchRows(new TextColumn(texts), List.of()).end(0, 100)).isEqualTo(23);
        assertThat(new BatchRows(new TextColumn(texts), List.of(vectors)).end(0, 100))
                .isEqualTo(10);
    }

    @Test
    void aRowWiderThanABatchStandsAlone() {
        Column vectors = new VectorColumn(new float[0], 10, 1 << 25, null);
        assertThat(new BatchRows(List.of(vectors)).end(0, 10)).isEqualTo(1);
        assertThat(new BatchRows(List.of(vectors)).end(9, 10)).isEqualTo(10);
    }
}
