package dev.kith.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.EntitySink;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.Reject;
import dev.kith.ingest.mapping.SourceArgument;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of 200 MB become units in a heap of 64 MB: what is read is not kept. */
class SmallHeapTest {
    private static final int ROWS = 100_000;

    @Test
    void aFileLargerThanTheHeapIsDealt(@TempDir Path folder) throws Exception {
        Path people = folder.resolve("people.csv.gz");
        Path knows = folder.resolve("knows.jsonl.gz");
        String text = "x".repeat(1_000);
        try (BufferedWriter csv = writer(people);
                BufferedWriter json = writer(knows)) {
            csv.write("id:ID,text\n");
            for (int i = 0; i < ROWS; i++) {
                csv.write(i + "," + text + "\n");
                json.write(
                        "{\"source\":\"%d\",\"target\":\"%d\",\"text\":\"%s\"}\n".formatted(i, (i * 7) % ROWS, text));
            }
        }
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deal.class.getName(),
                        people.toString(),
                        knows.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said.strip().lines().toList().getLast()).isEqualTo(2 * ROWS + " rows");
    }

    private static BufferedWriter writer(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }

    /** The program that has the small heap. */
    static final class Deal {
        private Deal() {}

        public static void main(String[] files) {
            AtomicLong rows = new AtomicLong();
            Dealer dealer = new Dealer((unit, first, second) -> rows.addAndGet(unit.rows()));
            EntitySink sink = new EntitySink() {
                @Override
                public void accept(Entity entity) {
                    dealer.add(entity);
                }

                @Override
                public void reject(Reject reject) {
                    throw new IllegalStateException(reject.reason());
                }
            };
            MappedFiles source = new MappedFiles(
                    "large",
                    Inference.of(List.of(SourceArgument.parse(files[0]), SourceArgument.parse(files[1]))),
                    Path.of(""));
            source.nodes(sink);
            source.relationships(sink);
            dealer.flush();
            System.out.println(rows.get() + " rows");
        }
    }
}
