package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Exit codes, and what stands on which stream. {@code serve} fails here: a test is not started by the launcher. */
class KithTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command =
                Kith.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void theVersionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("kith \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFailureIsOneSentenceWithoutAStackTrace() {
        assertThat(run("serve")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("Kith does not know where it is installed: start it with the script named kith.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theStackTraceIsThereOnRequest() {
        assertThat(run("serve", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat dev.kith.cli.server.Installation");
    }

    @Test
    void wrongUsageNamesWhatIsNearAndWhereToRead() {
        assertThat(run("serv")).isEqualTo(2);
        assertThat(err.toString()).contains("'serv'", "kith serve", "kith --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandAtAllIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
    }
}
