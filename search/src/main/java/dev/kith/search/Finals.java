package dev.kith.search;

import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import dev.kith.search.trial.Evaluator;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The end of a search: the best architectures are trained from scratch several times each, the one with the best mean
 * validation score is chosen, and only then are fresh trainings of it tested (GraphNAS' protocol).
 */
public final class Finals {
    private static final long CHOICE = 0xF1A1;
    private static final long TEST = 0x7E57F1A1;

    private final SearchOptions options;
    private final Evaluator evaluator;
    private final TrialLog<FinalRun> log;
    private final SearchListener listener;
    /** Failures that another try may not meet, as where memory ran out: they are not written down. */
    private final Set<FinalRun> passing = ConcurrentHashMap.newKeySet();

    /** @param log of the search's final runs, with those that an earlier run has made */
    public Finals(SearchOptions options, Evaluator evaluator, TrialLog<FinalRun> log, SearchListener listener) {
        this.options = options;
        this.evaluator = evaluator;
        this.log = log;
        this.listener = listener;
    }

    /**
     * A finalist.
     *
     * @param runs without the test data
     */
    public record Finalist(Trial trial, List<FinalRun> runs) {
        public Summary validation() {
            return Summary.of(runs.stream().mapToDouble(FinalRun::validation).toArray());
        }
    }

    /**
     * @param finalists the chosen one first
     * @param tests of the chosen one
     */
    public record Result(List<Finalist> finalists, List<FinalRun> tests) {
        /** A metric over the tests that came to a model, by name. */
        public Map<String, Summary> test() {
            List<FinalRun> done = tests.stream().filter(run -> !run.failed()).toList();
            Map<String, Summary> all = new LinkedHashMap<>();
            for (String metric : done.isEmpty()
                    ? List.<String>of()
                    : List.copyOf(done.getFirst().metrics().get("test").keySet())) {
                all.put(
                        metric,
                        Summary.of(done.stream()
                                .mapToDouble(run -> run.metrics().get("test").get(metric))
                                .toArray()));
            }
            return all;
        }

        /** The first of the tested trainings, or of the others where none was tested, that came to a model. */
        Optional<FinalRun> trained() {
            return Stream.concat(tests.stream(), finalists.getFirst().runs().stream())
                    .filter(run -> !run.failed())
                    .findFirst();
        }

        /** Those that came to nothing. */
        List<FinalRun> failed() {
            return Stream.concat(finalists.stream().flatMap(one -> one.runs().stream()), tests.stream())
                    .filter(FinalRun::failed)
                    .toList();
        }
    }

    private record Wanted(Trial trial, long seed, boolean test) {}

    /** @param finalists that are trained again, at least one */
    public Result run(List<Trial> finalists) {
        List<Wanted> choice = new ArrayList<>();
        for (Trial trial : finalists) {
            for (int r = 0; r < options.finalRuns(); r++) {
                choice.add(new Wanted(trial, seed(CHOICE, trial, r), false));
            }
        }
        int all = choice.size() + options.testRuns();
        Map<String, FinalRun> done = new HashMap<>();
        log.recorded().forEach(run -> done.put(key(run.trial(), run.seed(), run.tested()), run));
        List<FinalRun> runs = all(choice, done, 0, all);
        List<Finalist> ranked = new ArrayList<>();
        for (int f = 0; f < finalists.size(); f++) {
            ranked.add(new Finalist(
                    finalists.get(f),
                    List.copyOf(runs.subList(f * options.finalRuns(), (f + 1) * options.finalRuns()))));
        }
        ranked.sort(
                (a, b) -> Double.compare(b.validation().mean(), a.validation().mean()));
        Trial chosen = ranked.getFirst().trial();
        List<Wanted> tests = new ArrayList<>();
        for (int r = 0; r < options.testRuns(); r++) {
            tests.add(new Wanted(chosen, seed(TEST, chosen, r), true));
        }
        return new Result(ranked, all(tests, done, choice.size(), all));
    }

    private long seed(long stream, Trial trial, int run) {
        return CounterRandom.bits(options.seed(), stream + trial.spec().id(), run);
    }

    private static String key(int trial, long seed, boolean test) {
        return trial + " " + seed + " " + test;
    }

    private List<FinalRun> all(List<Wanted> wanted, Map<String, FinalRun> done, int before, int of) {
        List<FinalRun> runs = new ArrayList<>();
        AtomicBoolean stopped = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(
                options.parallel(),
                task -> Thread.ofPlatform().daemon().name("final").unstarted(task));
        try {
            List<Future<FinalRun>> futures = new ArrayList<>();
            for (Wanted one : wanted) {
                FinalRun there = done.get(key(one.trial.spec().id(), one.seed, one.test));
                futures.add(pool.submit(() -> there == null ? train(one, stopped) : there));
            }
            for (int r = 0; r < futures.size(); r++) {
                FinalRun run = futures.get(r).get();
                if (!passing.contains(run) && !done.containsKey(key(run.trial(), run.seed(), run.tested()))) {
                    log.append(run);
                }
                runs.add(run);
                listener.retrained(before + runs.size(), of);
            }
            return runs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SearchCancelled(options.trials());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                throw new SearchCancelled(options.trials());
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            stopped.set(true);
            pool.shutdownNow();
            // What trainings read is given up by the caller: none may be left.
            pool.close();
        }
    }

    /** One that fails is a result as well: the others are worth something without it. */
    private FinalRun train(Wanted one, AtomicBoolean stopped) {
        try {
            return run(
                    one,
                    evaluator.retrain(
                            one.trial.spec().model(),
                            one.trial.spec().settings(),
                            one.seed,
                            one.test,
                            () -> stopped.get() || listener.cancelled()),
                    null);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (stopped.get() || listener.cancelled() || Thread.currentThread().isInterrupted()) {
                throw new CancellationException("The search was stopped.");
            }
            FinalRun failed = run(one, Map.of(), e instanceof KithException ? e.getMessage() : e.toString());
            if (!(e instanceof KithException)) {
                passing.add(failed);
            }
            return failed;
        }
    }

    private static FinalRun run(Wanted one, Map<String, Map<String, Double>> metrics, String failure) {
        return new FinalRun(one.trial.spec().id(), one.seed, one.test, metrics, failure);
    }
}
