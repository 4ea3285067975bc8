package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.Kith;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kith ingest} answers before it goes to any server. */
class IngestUsageTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutASourceOrAServerItIsCalledWrongly(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("people.csv"), "id:ID,name\n1,a\n")
                .toString();
        assertThat(run("ingest")).isEqualTo(2);
        assertThat(err.toString()).contains("name a SOURCE");
        assertThat(run("ingest", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--to URI");
        assertThat(run("ingest", file, "--to", "bolt://localhost:1", "--missing", "skip"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("name a file with --rejects");
        assertThat(run("ingest", "wordnet", "--to", "bolt://localhost:1", "--from", "bolt://localhost:2"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--from goes with files that hold queries");
    }

    @Test
    void aFileDescribesItself(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("people.csv"), "id:ID,name\n1,a\n")
                .toString();
        assertThat(run("ingest", file, "--describe")).isZero();
        assertThat(out.toString()).contains("labels:\n  - People\n", "column: id:ID", "property: name");
        assertThat(run("ingest", "wordnet", "--describe")).isEqualTo(1);
        assertThat(err.toString()).contains("Only files have a mapping");
    }

    private int run(String... arguments) {
        return Kith.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
