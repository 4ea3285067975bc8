package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.cli.Kith;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command as a person types it, run in this process: what it left on standard output and standard error, and how it
 * ended.
 */
record CommandRun(int exit, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Kith.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    /** The same for a command that goes to a server and logs in there. */
    static CommandRun of(TestServer server, String... arguments) {
        return of(Stream.concat(
                        Arrays.stream(arguments), Stream.of("--user", server.user(), "--password", server.password()))
                .toArray(String[]::new));
    }

    /** It did what it should. */
    CommandRun succeeded() {
        assertThat(exit).as(err).isZero();
        return this;
    }

    /** The last line of standard output, which {@code --json} makes an object. */
    JsonNode json() {
        succeeded();
        List<String> lines = out.lines().toList();
        try {
            return new ObjectMapper().readTree(lines.getLast());
        } catch (JsonProcessingException e) {
            throw new AssertionError(out, e);
        }
    }

    /** The last line of what it said when it failed, behind what it said before. */
    String sentence() {
        assertThat(exit).as(out + err).isEqualTo(1);
        return err.lines().toList().getLast();
    }

    /** It refused in one line of one or two sentences, without a stack trace. */
    String refusal() {
        assertThat(exit).as(out + err).isEqualTo(1);
        assertThat(out).isEmpty();
        List<String> lines = err.lines().toList();
        assertThat(lines).hasSize(1);
        String sentence = lines.getFirst();
        assertThat(sentence).endsWith(sentence.endsWith("?") ? "?" : ".").hasSizeLessThan(400);
        assertThat(sentence).doesNotContain("Exception", "Caused by", "Failed to invoke");
        return sentence;
    }
}
