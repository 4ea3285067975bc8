package dev.kith.cli.job;

import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.KithException;
import dev.kith.graph.job.JobEvent;
import dev.kith.graph.job.JobFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.LoggerFactory;

/**
 * {@code kith worker}: the jobs in the folders that standard input names, a line each, one after the other, as Kith's
 * plugin asks for them. It ends at once when its standard input does, and when a job fails in a way that nobody foresaw.
 * Somebody waits for its start: so it is no command among the others, and loads nothing of theirs.
 */
public final class Worker {
    public static final String COMMAND = "worker";

    private static final int ORPHANED = 3;

    private final BlockingQueue<Path> folders = new LinkedBlockingQueue<>();
    private final PrintStream out;

    /** @param out for the events */
    public Worker(PrintStream out) {
        this.out = out;
    }

    /** Does not return. */
    public void run() throws InterruptedException {
        Thread.ofPlatform().daemon().name("parent").start(this::hear);
        // Before there are two threads that would log: the first logger makes all that loggers need.
        LoggerFactory.getLogger(Worker.class);
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
