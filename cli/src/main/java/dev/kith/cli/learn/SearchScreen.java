package dev.kith.cli.learn;

import dev.kith.search.SearchListener;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A search's progress: on a terminal a table of the best trials that redraws itself, elsewhere a plain line a trial. Whether
 * standard error is a terminal, the {@code kith} script says with the system property {@code kith.terminal}.
 */
public final class SearchScreen implements SearchListener {
    private static final int ROWS = 5;
    private static final int MOST_CHARACTERS = 90;
    /** A longer line could take two of the terminal, and the table would be drawn over the wrong ones. */
    private static final int TERMINAL = 79;

    private final int trials;
    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private final long start;
    private final List<Trial> best = new ArrayList<>();
    private int begun;
    private int applied;
    private int failed;
    private int replayed;
    private int drawn;

    /** @param recorded trials of an earlier run, which take no time now */
    public SearchScreen(int trials, int recorded, PrintWriter err) {
        this(trials, recorded, err, Boolean.getBoolean("kith.terminal"), System::nanoTime);
    }

    SearchScreen(int trials, int recorded, PrintWriter err, boolean terminal, LongSupplier nanoClock) {
        this.trials = trials;
        this.replayed = recorded;
        this.err = err;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    @Override
    public void proposed(TrialSpec spec) {
        begun++;
    }

    @Override
    public void applied(Trial trial) {
        applied++;
        TrialResult result = trial.result();
        if (result.failed()) {
            failed++;
        } else {
            best.add(trial);
            best.sort(Comparator.comparingDouble((Trial one) -> -one.result().score()));
            if (best.size() > ROWS) {
                best.removeLast();
            }
        }
        if (applied <= replayed) {
            return;
        }
        if (terminal) {
            draw();
        } else {
            line(
                    "trial %d of %d: %s%s, best %s; %s",
                    trial.spec().id() + 1,
                    trials,
                    result.failed() ? result.status().name().toLowerCase(Locale.ROOT) : score(trial),
                    result.failed() ? " (" + result.reason() + ")" : "",
                    best.isEmpty() ? "none" : score(best.getFirst()),
                    words(trial));
        }
        err.flush();
    }

    private void draw() {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(String.format("\033[%dA\033[J", drawn));
        }
        double seconds = (nanoClock.getAsLong() - start) / 1e9;
        double each = seconds / Math.max(1, applied - replayed);
        text.append(String.format(
                Locale.ROOT,
                "%d of %d trials, %d at work, %d failed; %.0f s, about %.0f s left%n",
                applied,
                trials,
                begun - applied,
                failed,
                seconds,
                each * Math.max(0, trials - applied)));
        for (Trial trial : best) {
            String row =
                    String.format(Locale.ROOT, "  %6d  %s  %s", trial.spec().id(), score(trial), words(trial));
            text.append(row.length() <= TERMINAL ? row : row.substring(0, TERMINAL - 1) + "…")
                    .append(System.lineSeparator());
        }
        drawn = 1 + best.size();
        err.print(text);
    }

    @Override
    public void retrained(int done, int of) {
        if (terminal) {
            err.print(String.format(
                    Locale.ROOT,
                    "\r\033[K%d of %d trainings of the best from scratch%s",
                    done,
                    of,
                    done == of ? "\n" : ""));
        } else if (done % 20 == 0 || done == of) {
            line("%d of %d trainings of the best from scratch", done, of);
        }
        err.flush();
    }

    private static String score(Trial trial) {
        return String.format(Locale.ROOT, "%.4f", trial.result().score());
    }

    private static String words(Trial trial) {
        Object recipe = trial.spec().settings().get("recipe");
        String words = recipe == null || !trial.spec().model().equals("recipe")
                ? trial.spec().model() + " " + trial.spec().settings()
                : String.valueOf(recipe);
        return words.length() <= MOST_CHARACTERS ? words : words.substring(0, MOST_CHARACTERS) + "…";
    }

    private void line(String format, Object... values) {
        err.println(String.format(Locale.ROOT, format, values));
    }
}
