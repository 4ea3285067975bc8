package dev.kith.cli.job;

import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.job.JobEvent;
import java.util.Locale;
import java.util.function.Consumer;

/** A training's epochs as events, some of them a second. */
final class EpochEvents implements TrainingListener {
    private static final long NANOS_BETWEEN = 200_000_000;

    private final Consumer<JobEvent> events;
    private long last = System.nanoTime() - NANOS_BETWEEN;

    EpochEvents(Consumer<JobEvent> events) {
        this.events = events;
    }

    @Override
    public void epoch(Epoch epoch) {
        long now = System.nanoTime();
        if (now - last >= NANOS_BETWEEN || epoch.number() == epoch.of()) {
            last = now;
            String message = String.format(
                    Locale.ROOT,
                    "epoch %d of %d: loss %.4f, validation %.4f",
                    epoch.number(),
                    epoch.of(),
                    epoch.loss(),
                    epoch.validation());
            events.accept(new JobEvent(message, epoch.number(), epoch.of()));
        }
    }

    @Override
    public void notice(String sentence) {
        events.accept(JobEvent.notice(sentence));
    }
}
