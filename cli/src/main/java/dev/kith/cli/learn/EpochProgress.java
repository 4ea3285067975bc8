package dev.kith.cli.learn;

import dev.kith.gnn.train.TrainingListener;
import dev.kith.ingest.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A training's epochs as a progress bar or plain lines, and what else it has to say before and after them. */
public final class EpochProgress implements TrainingListener, AutoCloseable {
    private final int epochs;
    private final PrintWriter err;
    private final List<String> late = new ArrayList<>();
    private Progress progress;

    public EpochProgress(int epochs, PrintWriter err) {
        this.epochs = epochs;
        this.err = err;
    }

    @Override
    public void epoch(Epoch epoch) {
        if (progress == null) {
            progress = Progress.start("epochs", OptionalLong.of(epochs));
        }
        progress.add(1);
    }

    @Override
    public void notice(String sentence) {
        if (progress == null) {
            err.println(sentence);
            err.flush();
        } else {
            // It would tear the bar in two.
            late.add(sentence);
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
        late.forEach(err::println);
        err.flush();
    }
}
