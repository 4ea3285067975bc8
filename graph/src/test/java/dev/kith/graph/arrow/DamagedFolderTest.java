package dev.kith.graph.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.kith.graph.Graph;
import dev.kith.graph.GraphAssert;
import dev.kith.graph.KithException;
import dev.kith.graph.SampleGraphs;
import dev.kith.graph.random.CounterRandom;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from damaged files is the graph that was written, or a sentence. */
class DamagedFolderTest {
    private static final long MOST_BYTES = 16L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private Graph graph;

    @BeforeEach
    void write() {
        graph = SampleGraphs.random(9, 12, 6);
        GraphFolder.write(graph, folder);
    }

    /** The tables as they come from a server, without hashes: what they say must fit together, whatever it is. */
    @ParameterizedTest
    @ValueSource(strings = {GraphFolder.NODES, GraphFolder.RELATIONSHIPS})
    void aByteThatChanged(String table) throws IOException {
        Path file = folder.resolve(table);
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < bytes.length; at += 2) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 + CounterRandom.below(1, 1, at, 255));
            Files.write(file, damaged);
            refused += isRefused(() -> table(file)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(bytes.length / 20);
    }

    /** Lengths, offsets and counts that are far too large, or negative. */
    @ParameterizedTest
    @ValueSource(strings = {GraphFolder.NODES, GraphFolder.RELATIONSHIPS})
    void aWordThatChanged(String table) throws IOException {
        int refused = 0;
        Path file = folder.resolve(table);
        byte[] bytes = Files.readAllBytes(file);
        int[] words = {-1, Integer.MAX_VALUE, 1 << 24};
        for (int at = 0; at + 4 <= bytes.length; at += 4) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, words[at / 4 % words.length]);
            Files.write(file, damaged);
            refused += isRefused(() -> table(file)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(bytes.length / 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {GraphFolder.NODES, GraphFolder.RELATIONSHIPS})
    void aFileThatEndsEarly(String table) throws IOException {
        Path file = folder.resolve(table);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 11) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(isRefused(() -> table(file)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isTrue();
        }
    }

    /** With the hashes, damage is found even where the bytes still make sense. */
    @ParameterizedTest
    @ValueSource(strings = {GraphFolder.NODES, GraphFolder.RELATIONSHIPS})
    void anyByteOfADescribedTable(String table) throws IOException {
        Path file = folder.resolve(table);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 7) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> GraphFolder.read(folder))
                    .isInstanceOf(KithException.class)
                    .hasMessageStartingWith("The file " + file + " is damaged");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> GraphFolder.read(folder)).isInstanceOf(KithException.class);
    }

    @Test
    void aByteOfTheDescription() throws IOException {
        Path file = folder.resolve(GraphFolder.DESCRIPTION);
        byte[] bytes = Files.readAllBytes(file);
        String fingerprint = graph.fingerprint();
        for (int at = 0; at < bytes.length; at += 5) {
            for (byte other : new byte[] {'"', '9', (byte) 0xC3, (byte) (bytes[at] ^ 1)}) {
                byte[] damaged = bytes.clone();
                damaged[at] = other;
                Files.write(file, damaged);
                read(() -> GraphFolder.read(folder))
                        .ifPresent(read -> assertThat(read.fingerprint()).isEqualTo(fingerprint));
            }
            Files.write(file, Arrays.copyOf(bytes, at));
            assertThat(isRefused(() -> GraphFolder.read(folder))).isTrue();
        }
    }

    @Test
    void aFileThatIsMissing() throws IOException {
        for (String table : List.of(GraphFolder.NODES, GraphFolder.RELATIONSHIPS)) {
            byte[] bytes = Files.readAllBytes(folder.resolve(table));
            Files.delete(folder.resolve(table));
            assertThatThrownBy(() -> GraphFolder.read(folder))
                    .isInstanceOf(KithException.class)
                    .hasMessage("The file " + folder.resolve(table) + " is missing; export the graph again.");
            Files.write(folder.resolve(table), bytes);
        }
        GraphAssert.assertSame(GraphFolder.read(folder), graph);
    }

    /**
     * What was read, or nothing where it was refused. Anything but a {@link KithException} fails the test, and so does memory
     * out of proportion.
     */
    private <T> Optional<T> read(Supplier<T> reading) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            return Optional.of(reading.get());
        } catch (KithException e) {
            assertThat(e.getMessage()).contains(folder.toString()).endsWith(".");
            return Optional.empty();
        } finally {
            long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(taken).isLessThan(MOST_BYTES);
        }
    }

    private boolean isRefused(Supplier<?> reading) {
        return read(reading).isEmpty();
    }

    private Object table(Path file) {
        return file.endsWith(GraphFolder.NODES)
                ? MappedStream.read(file, TableReader.Nodes::new, TableReader.Nodes::table)
                : MappedStream.read(file, TableReader.Relationships::new, table -> table.table(graph.nodeCount()));
    }
}
