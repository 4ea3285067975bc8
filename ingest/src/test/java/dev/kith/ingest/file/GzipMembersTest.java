package dev.kith.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMembersTest {
    private static final byte[] FIRST = member("id\n1\n".getBytes(StandardCharsets.UTF_8));
    private static final byte[] SECOND = member("2\n3\n".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    @Test
    void membersFollowEachOther() throws IOException {
        assertThat(CsvRowsTest.all(Rows.open(write(both()), Dialect.of(Path.of("a.csv"), null, null), null)))
                .hasSize(3);
        Random random = new Random(11);
        for (int bytes : new int[] {0, 1, 65_536, 1_000_000}) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            byte[] packed = join(member(content), member(content));
            try (GzipMembers members = new GzipMembers(new ByteArrayInputStream(packed))) {
                assertThat(members.readAllBytes()).isEqualTo(join(content, content));
            }
        }
    }

    @Test
    void namesCommentsExtrasAndTheChecksumOfAHeaderArePassedOver() throws IOException {
        byte[] header = {0x1f, (byte) 0x8b, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9, 'n', 0, 'c', 0};
        byte[] packed = join(header, Arrays.copyOfRange(FIRST, 10, FIRST.length));
        try (GzipMembers members = new GzipMembers(new ByteArrayInputStream(packed))) {
            assertThat(members.readAllBytes()).hasSize(5);
        }
    }

    /** Whatever bit of the second header's first bytes is another, its rows are not taken for the end of the file. */
    @Test
    void aDamagedSecondHeaderIsRefused() throws IOException {
        for (int bit = 0; bit < 4 * 8; bit++) {
            byte[] damaged = both();
            damaged[FIRST.length + bit / 8] ^= (byte) (1 << (bit % 8));
            // The lowest flag says that it is a text, and means nothing.
            if (bit != 3 * 8) {
                assertRefused(damaged);
            }
        }
        assertRefused(join(FIRST, new byte[] {0, 0}));
        for (int cut = 1; cut < SECOND.length; cut++) {
            assertRefused(Arrays.copyOf(both(), FIRST.length + cut));
        }
        byte[] checksum = both();
        checksum[checksum.length - 8] ^= 1;
        assertRefused(checksum);
    }

    private void assertRefused(byte[] bytes) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> CsvRowsTest.all(Rows.open(file, Dialect.of(file, null, null), null)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("damaged or cut off");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.csv.GZ"), bytes);
    }

    private static byte[] both() {
        return join(FIRST, SECOND);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] member(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
