package dev.kith.cli.command;

import dev.kith.cli.job.JobRun;
import dev.kith.graph.job.JobFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith worker}: one job that a database's plugin asks for. It ends when its standard input does. */
@Command(
        name = "worker",
        hidden = true,
        description = "Runs the job in a folder, as Kith's plugin asks for it; ends at once when standard input ends.")
public final class Worker implements Callable<Integer> {
    private static final int ORPHANED = 3;

    @Option(names = "--job", paramLabel = "DIR", required = true, description = "The job's folder.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Thread.ofPlatform().daemon().name("parent").start(Worker::endWithParent);
        PrintWriter out = spec.commandLine().getOut();
        JobRun.run(new JobFolder(folder), event -> {
            out.println(event.line());
            out.flush();
        });
        return 0;
    }

    /** Nothing that is half done matters: the result is written last. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here, it only ends.
            }
        } catch (IOException e) {
            // As good as an end.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
