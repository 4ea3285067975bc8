package dev.kith.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.cli.Kith;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs commands in this process, and keeps what the last one has said. */
abstract class CommandTest {
    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    /** The exit code. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command =
                Kith.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    /** The last line of the last one's standard output. */
    JsonNode said() throws IOException {
        return new ObjectMapper().readTree(out.toString().lines().toList().getLast());
    }

    /** The last line of standard output, of a command that ends well. */
    JsonNode json(String... arguments) throws IOException {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return said();
    }

    /** What is said of a command that fails. */
    String error(String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        return err.toString();
    }
}
