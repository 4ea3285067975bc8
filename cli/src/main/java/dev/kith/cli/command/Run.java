package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.Kith;
import dev.kith.cli.pipeline.Pipeline;
import dev.kith.cli.pipeline.PipelineFile;
import dev.kith.cli.pipeline.PipelineRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kith run}: the steps of a pipeline file. */
@Command(
        name = "run",
        description =
                "Runs the steps that a pipeline file lists, and goes on where the run before it ended half-way. Ends"
                        + " with 0 where all are done and with 1 where one failed: run it again then.")
public final class Run implements Callable<Integer> {
    @Parameters(
            paramLabel = "PIPELINE",
            description = "A YAML or JSON file: a name, and steps, each a command with its options.")
    private Path file;

    @Option(names = "--dry-run", description = "Check the file and print the commands, and run none.")
    private boolean dryRun;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write rows, rates, rejects and times in the text format of Prometheus.")
    private Path metrics;

    @Option(names = "--json", description = "Print the run as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Pipeline pipeline = PipelineFile.read(file, Kith.commandLine());
        PipelineRun run = new PipelineRun(
                file, pipeline, Kith::commandLine, spec.commandLine().getErr());
        if (dryRun) {
            run.plan().forEach(out::println);
            return 0;
        }
        ObjectNode result = run.run(metrics);
        String status = result.path("status").asText();
        out.println(
                json
                        ? result.toString()
                        : "Run %s of '%s' is %s: %d of %d steps are done."
                                .formatted(
                                        result.path("run").asText(),
                                        pipeline.name(),
                                        status,
                                        result.path("steps")
                                                .valueStream()
                                                .filter(step -> step.path("status")
                                                        .asText()
                                                        .equals("complete"))
                                                .count(),
                                        pipeline.steps().size()));
        return status.equals("complete") ? 0 : 1;
    }
}
