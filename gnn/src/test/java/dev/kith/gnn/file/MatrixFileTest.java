package dev.kith.gnn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written into mapped matrices is an Arrow table that others can read, and goes when it is closed. */
class MatrixFileTest {
    @TempDir
    Path folder;

    @Test
    void aColumnForEachMatrix() throws IOException {
        List<String> names = List.of("A.1", "AᵀA.2", "x");
        Path path;
        try (MatrixFile file = MatrixFile.create(folder, names, 5, 3)) {
            path = file.path();
            for (int m = 0; m < 3; m++) {
                for (int i = 0; i < 5; i++) {
                    for (int c = 0; c < 3; c++) {
                        file.tensors().get(m).set(i, c, 100 * m + 10 * i + c);
                    }
                }
            }
            try (BufferAllocator allocator = new RootAllocator();
                    ArrowStreamReader reader = new ArrowStreamReader(Files.newInputStream(path), allocator)) {
                assertThat(reader.loadNextBatch()).isTrue();
                var root = reader.getVectorSchemaRoot();
                assertThat(root.getRowCount()).isEqualTo(5);
                assertThat(root.getSchema().getFields())
                        .extracting(field -> field.getName())
                        .isEqualTo(names);
                for (int m = 0; m < 3; m++) {
                    var column = (FixedSizeListVector) root.getVector(m);
                    var elements = (Float4Vector) column.getDataVector();
                    assertThat(column.getNullCount()).isZero();
                    for (int e = 0; e < 15; e++) {
                        assertThat(elements.get(e)).isEqualTo(100 * m + 10 * (e / 3) + e % 3);
                    }
                }
                assertThat(reader.loadNextBatch()).isFalse();
            }
        }
        assertThat(path).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void matricesStartWhereVectorsLikeThem() {
        try (MatrixFile file = MatrixFile.create(folder, List.of("a", "b"), 7, 5)) {
            for (Tensor tensor : file.tensors()) {
                assertThat(tensor.memory().address() % 64).isZero();
            }
        }
    }

    @Test
    void noRoomIsSaidBeforeAnythingIsWritten() {
        List<String> many = java.util.stream.IntStream.range(0, 4096)
                .mapToObj(Integer::toString)
                .toList();
        assertThatThrownBy(() -> MatrixFile.create(folder, many, Integer.MAX_VALUE, 1000))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("GiB left")
                .hasMessageContaining("KITH_SCRATCH");
        assertThat(folder).isEmptyDirectory();
    }
}
