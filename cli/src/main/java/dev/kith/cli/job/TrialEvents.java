package dev.kith.cli.job;

import dev.kith.graph.job.JobEvent;
import dev.kith.search.SearchListener;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import java.util.Locale;
import java.util.function.Consumer;

/** A search's trials as events, those aside that an earlier worker has done. */
final class TrialEvents implements SearchListener {
    private final Consumer<JobEvent> events;
    private final int trials;
    private final int recorded;
    private int applied;
    private double best;

    TrialEvents(Consumer<JobEvent> events, int trials, int recorded) {
        this.events = events;
        this.trials = trials;
        this.recorded = recorded;
    }

    @Override
    public void applied(Trial trial) {
        applied++;
        TrialResult result = trial.result();
        best = Math.max(best, result.score());
        if (applied > recorded) {
            String what = result.failed() ? result.reason() : String.format(Locale.ROOT, "%.4f", result.score());
            String message = String.format(Locale.ROOT, "trial %d of %d: %s, best %.4f", applied, trials, what, best);
            events.accept(new JobEvent(message, applied, trials));
        }
    }

    @Override
    public void retrained(int done, int of) {
        if (done % 10 == 0 || done == of) {
            events.accept(JobEvent.notice(done + " of " + of + " trainings of the best from scratch"));
        }
    }
}
