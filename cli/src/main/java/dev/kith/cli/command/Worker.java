package dev.kith.cli.command;

import dev.kith.cli.job.JobRun;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.KithException;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code kith worker}: the jobs that a database's plugin asks for, one after the other. It ends when its standard input
 * does, and when a job fails in a way that nobody foresaw.
 */
@Command(
        name = "worker",
        hidden = true,
        description = "Runs the jobs in the folders that standard input names, a line each, as Kith's plugin asks for"
                + " them; ends at once when standard input ends.")
public final class Worker implements Callable<Integer> {
    private static final int ORPHANED = 3;

    private final BlockingQueue<Path> folders = new LinkedBlockingQueue<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Thread.ofPlatform().daemon().name("parent").start(this::hear);
        Thread.ofPlatform().daemon().name("tensors").start(Worker::loadTensors);
        while (true) {
            JobFolder folder = new JobFolder(folders.take());
            try {
                JobRun.run(folder, this::say);
            } catch (KithException e) {
                // The job's result says it.
            }
            say(JobEvent.END);
            // Gives back what the job needed, while nobody waits.
            System.gc();
        }
    }

    /** What every job needs, while the first one reads its graph. */
    private static void loadTensors() {
        try (Engine engine = new Engine(1)) {
            engine.pool().take(1, 1);
        }
    }

    private synchronized void say(JobEvent event) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(event.line());
        out.flush();
    }

    private void hear() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                folders.add(Path.of(line));
            }
        } catch (IOException e) {
            // As good as an end.
        }
        // Nothing that is half done matters: a result is written last.
        Runtime.getRuntime().halt(ORPHANED);
    }
}
