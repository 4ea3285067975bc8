package dev.kith.ingest;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows how far a task is, at what rate it goes and how long it will still take: a bar that redraws itself on a
 * terminal, a plain line every five seconds and at the end elsewhere.
 *
 * <p>Whether standard error is a terminal, Java cannot tell: the {@code kith} script says so with the system property
 * {@code kith.terminal}. Threads may add at the same time.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final int BAR_WIDTH = 24;

    private final String task;
    private final long total;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private final long started;
    private long shown;
    private long done;
    private boolean closed;

    Progress(String task, OptionalLong total, PrintStream out, boolean terminal, LongSupplier nanoClock) {
        this.task = task;
        this.total = total.orElse(-1);
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.started = nanoClock.getAsLong();
        this.shown = started;
    }

    /** Starts a task of {@code total} steps, or of a number not known, on standard error. */
    public static Progress start(String task, OptionalLong total) {
        return new Progress(task, total, System.err, Boolean.getBoolean("kith.terminal"), System::nanoTime);
    }

    /** Says that {@code steps} more are done. */
    public synchronized void add(long steps) {
        done += steps;
        long now = nanoClock.getAsLong();
        if (now - shown >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            shown = now;
            show(now, false);
        }
    }

    /** Seconds since the start. */
    public synchronized double seconds() {
        return (nanoClock.getAsLong() - started) / 1e9;
    }

    /** Shows the last state and ends the line. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            show(nanoClock.getAsLong(), true);
        }
    }

    private void show(long now, boolean last) {
        String line = line((now - started) / 1e9, last);
        if (!terminal) {
            out.println(line);
        } else if (last) {
            out.println("\r\033[K" + line);
        } else {
            out.print("\r\033[K" + line);
            out.flush();
        }
    }

    private String line(double seconds, boolean last) {
        double rate = done / Math.max(seconds, 1e-3);
        StringBuilder line = new StringBuilder("%-14s".formatted(task));
        if (terminal && total > 0) {
            int full = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
            line.append(' ').append("█".repeat(full)).append("░".repeat(BAR_WIDTH - full));
        }
        line.append(String.format(Locale.ROOT, " %,d", done));
        if (total > 0 && done < total) {
            line.append(String.format(Locale.ROOT, " of %,d (%d %%)", total, 100 * done / total));
        }
        line.append(String.format(Locale.ROOT, ", %,.0f/s", rate));
        if (last) {
            line.append(", ").append(duration(seconds));
        } else if (total > done && done > 0) {
            line.append(", ").append(duration((total - done) / rate)).append(" left");
        }
        return line.toString();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return String.format(Locale.ROOT, whole < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }
}
