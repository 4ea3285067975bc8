package dev.kith.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class PipelineRunTest {
    @TempDir
    Path folder;

    private final List<String> called = new ArrayList<>();
    private boolean wasComplete;
    private String failing = "";
    private Path file;
    private Pipeline pipeline;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("p.yaml"), "");
        pipeline = new Pipeline(
                "nightly",
                List.of(
                        new Step("1-ingest", "ingest", List.of()),
                        new Step("2-train", "train", List.of()),
                        new Step("3-predict", "predict", List.of())),
                "sha");
    }

    @Command
    private final class Fake implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            String name = spec.name();
            called.add(name);
            if (name.equals("ingest")) {
                spec.commandLine().getOut().println("{\"sources\":[{\"wasComplete\":" + wasComplete + "}]}");
            }
            return name.equals(failing) ? 1 : 0;
        }
    }

    private ObjectNode run() {
        called.clear();
        return new PipelineRun(file, pipeline, this::commands, new PrintWriter(Writer.nullWriter())).run(null);
    }

    private CommandLine commands() {
        CommandLine commands = new CommandLine(CommandSpec.create());
        for (String name : List.of("ingest", "train", "predict")) {
            commands.addSubcommand(name, new Fake());
        }
        return commands;
    }

    @Test
    void anIngestIsNeverPassedOverAndStepsThatAreDoneAre() {
        failing = "predict";
        assertThat(run().path("status").asText()).isEqualTo("failed");
        assertThat(called).containsExactly("ingest", "train", "predict");
        wasComplete = true;
        run();
        assertThat(called).containsExactly("ingest", "predict");
        failing = "";
        assertThat(run().path("status").asText()).isEqualTo("complete");
        assertThat(called).containsExactly("ingest", "predict");
    }

    @Test
    void whatStandsBehindAnIngestThatWroteSomethingIsDoneAgain() {
        failing = "predict";
        run();
        run();
        assertThat(called).containsExactly("ingest", "train", "predict");
        // The training fails for once: what it made before is of other rows, and does not count.
        failing = "train";
        run();
        wasComplete = true;
        failing = "";
        run();
        assertThat(called).containsExactly("ingest", "train", "predict");
    }

    @Test
    void theRunKeepsItsIdWhenItIsKilledInItsFirstStep() throws IOException {
        String id;
        try (RunState state = RunState.open(file, pipeline)) {
            id = state.id();
        }
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("p.yaml.run.json").toFile())
                        .path("run")
                        .asText())
                .isEqualTo(id);
        assertThat(run().path("run").asText()).isEqualTo(id);
    }

    @Test
    void anIngestThatWasKilledIsNotDone() {
        failing = "predict";
        run();
        try (RunState state = RunState.open(file, pipeline)) {
            state.began(pipeline.steps().getFirst());
        }
        wasComplete = true;
        run();
        assertThat(called).containsExactly("ingest", "train", "predict");
    }
}
