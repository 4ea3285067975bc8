package dev.kith.cli.learn;

import dev.kith.gnn.train.TrainingListener;
import dev.kith.ingest.Progress;
import java.util.OptionalLong;

/** A training's epochs as a progress bar or plain lines. */
public final class EpochProgress implements TrainingListener, AutoCloseable {
    private final Progress progress;

    public EpochProgress(int epochs) {
        progress = Progress.start("epochs", OptionalLong.of(epochs));
    }

    @Override
    public void epoch(Epoch epoch) {
        progress.add(1);
    }

    @Override
    public void close() {
        progress.close();
    }
}
