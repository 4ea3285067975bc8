package dev.kith.search;

import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import dev.kith.search.space.Architecture;
import dev.kith.search.space.Plan;
import dev.kith.search.space.Space;
import dev.kith.search.strategy.Proposal;
import dev.kith.search.strategy.Strategies;
import dev.kith.search.strategy.Strategy;
import dev.kith.search.trial.Evaluator;
import dev.kith.search.trial.SharedLayers;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialLog;
import dev.kith.search.trial.TrialResult;
import dev.kith.search.trial.TrialSpec;
import dev.kith.search.trial.WeightShelf;
import dev.kith.search.trial.WeightsLost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A search: proposals of a strategy, tried some at a time, their scores taken up in the order of the proposals. Every trial
 * is in the log before the next is begun; a search that finds trials in its log takes their scores from there, and goes on
 * as if it had never stopped: the strategy's state, the weights that are handed on and the random numbers follow from the
 * seed and the scores.
 */
public final class Search {
    private static final long TRIAL_SEEDS = 0x7121A1;
    private static final long FALLBACK = 0xFA11;
    private static final int TOP = 10;
    private static final double FAR_BEHIND = 0.7;
    /** How often a strategy may propose what is known before chance does it. */
    private static final int KNOWN_PROPOSALS = 100;

    private static final int LESSONS = 3;
    private static final int RANDOM_TRIES = 1000;

    private final Space space;
    private final SearchOptions options;
    private final Evaluator evaluator;
    private final TrialLog<Trial> log;
    private final WeightShelf shelf;
    private final SearchListener listener;
    private final Strategy strategy;
    private final SharedLayers shared;
    private final Map<Architecture, Known> known = new HashMap<>();
    private final Deque<Begun> pending = new ArrayDeque<>();
    private final List<Trial> trials = new ArrayList<>();
    /** Weights that could be asked for after each of the last trials. */
    private final Deque<Set<String>> held = new ArrayDeque<>();

    private final AtomicBoolean stopped = new AtomicBoolean();
    private double bestScore = Double.NaN;
    private int begun;
    private int failures;
    private long fallbacks;
    private long start;
    private long before;

    /** A score, NaN while it is being found out, and how often the strategy was told of it again. */
    private static final class Known {
        private double score = Double.NaN;
        private int lessons;
    }

    private record Begun(TrialSpec spec, Proposal proposal, Future<TrialResult> result) {}

    /**
     * @param first what agnn begins with, or null
     * @param log of this search, with the trials of an earlier run of it
     * @param shelf of this search
     */
    public Search(
            Space space,
            SearchOptions options,
            Architecture first,
            Evaluator evaluator,
            TrialLog<Trial> log,
            WeightShelf shelf,
            SearchListener listener) {
        this.space = space;
        this.options = options;
        this.evaluator = evaluator;
        this.log = log;
        this.shelf = shelf;
        this.listener = listener;
        this.strategy = Strategies.create(options.strategy(), space, options.controller(), first, options.seed());
        this.shared = new SharedLayers((long) options.shareStoreMb() << 20);
    }

    /**
     * Runs until the budget is spent.
     *
     * @throws SearchCancelled where the listener wants it, or the thread is interrupted
     * @throws KithException where the log is of another search
     */
    public SearchResult run() {
        start = System.nanoTime();
        List<Trial> recorded = log.recorded();
        before = recorded.isEmpty() ? 0 : recorded.getLast().elapsedMillis();
        ExecutorService pool = Executors.newFixedThreadPool(
                options.parallel(),
                task -> Thread.ofPlatform().daemon().name("trial").unstarted(task));
        try {
            String end = null;
            while (true) {
                while (end == null && pending.size() < options.window()) {
                    end = spent(recorded);
                    if (end == null && !begin(pool, recorded)) {
                        end = "nothing new to try";
                    }
                }
                if (pending.isEmpty()) {
                    return new SearchResult(List.copyOf(trials), end, elapsed());
                }
                apply(pending.removeFirst(), recorded);
            }
        } finally {
            stopped.set(true);
            pool.shutdownNow();
            // What trials read is given up by the caller: none may be left.
            pool.close();
        }
    }

    private long elapsed() {
        return before + (System.nanoTime() - start) / 1_000_000;
    }

    /** Why no trial is to be begun, or null. What was begun before is begun again, however long it took. */
    private String spent(List<Trial> recorded) {
        if (begun >= options.trials()) {
            return "all trials done";
        }
        if (options.maxFailures() > 0 && failures >= options.maxFailures()) {
            return failures + " failures";
        }
        boolean late = options.seconds() > 0.0 && elapsed() >= 1000.0 * options.seconds();
        return late && begun >= recorded.size() ? "time spent" : null;
    }

    private boolean begin(ExecutorService pool, List<Trial> recorded) {
        Proposal proposal = propose();
        if (proposal == null) {
            return false;
        }
        known.put(space.canonical(proposal.architecture()), new Known());
        String refusal = null;
        Plan plan;
        try {
            plan = space.plan(proposal.architecture());
        } catch (KithException e) {
            refusal = e.getMessage();
            plan = new Plan("", Map.of());
        }
        TrialSpec spec = spec(proposal, plan);
        begun++;
        Future<TrialResult> result = null;
        if (spec.id() < recorded.size()) {
            TrialSpec written = recorded.get(spec.id()).spec();
            if (!written.choices().equals(spec.choices())
                    || written.seed() != spec.seed()
                    || !written.inherit().equals(spec.inherit())) {
                throw new KithException("Trial " + spec.id()
                        + " in the log is not the one that this search would try; it is of a search with other options,"
                        + " or of another version of Kith.");
            }
        } else if (refusal != null) {
            result = CompletableFuture.completedFuture(TrialResult.without(TrialResult.Status.REJECTED, refusal, 0));
        } else {
            result = pool.submit(() -> tried(spec));
        }
        pending.addLast(new Begun(spec, proposal, result));
        listener.proposed(spec);
        return true;
    }

    /** Something that is not known yet, or null where there is nothing. */
    private Proposal propose() {
        for (int t = 0; t < KNOWN_PROPOSALS; t++) {
            Proposal proposal = strategy.propose();
            Known same = known.get(space.canonical(proposal.architecture()));
            if (same == null) {
                return proposal;
            }
            if (strategy.learnsFromKnown() && !Double.isNaN(same.score) && same.lessons < LESSONS) {
                same.lessons++;
                strategy.learn(proposal, same.score);
            }
        }
        for (int t = 0; t < RANDOM_TRIES; t++) {
            Architecture drawn = space.random(options.seed(), FALLBACK, fallbacks++);
            if (!known.containsKey(space.canonical(drawn))) {
                return new Proposal(drawn, null, List.of());
            }
        }
        return null;
    }

    private TrialSpec spec(Proposal proposal, Plan plan) {
        List<String> inherit = options.sharing() ? shared.inherit(plan.settings()) : List.of();
        return new TrialSpec(
                begun,
                proposal.architecture().choices(),
                plan.model(),
                plan.settings(),
                CounterRandom.bits(options.seed(), TRIAL_SEEDS, begun),
                options.repeats(),
                inherit,
                options.sharing(),
                killBelow(),
                options.maxParameters(),
                proposal.parent() == null ? List.of() : proposal.parent().choices(),
                proposal.changed().stream()
                        .map(c -> space.classes().get(c).name())
                        .toList());
    }

    /** Less than 0.7 times the mean of the ten best is far behind; 0 while there are no ten. */
    private double killBelow() {
        double[] best = trials.stream()
                .filter(trial -> !trial.result().failed())
                .mapToDouble(trial -> -trial.result().score())
                .sorted()
                .limit(TOP)
                .toArray();
        return options.earlyKill() && best.length == TOP
                ? -FAR_BEHIND * java.util.Arrays.stream(best).average().orElse(0.0)
                : 0.0;
    }

    /** Whatever happens in a trial is its result; only a stop of the whole search is none. */
    private TrialResult tried(TrialSpec spec) {
        long began = System.nanoTime();
        try {
            TrialResult result = evaluator.evaluate(spec, shelf, () -> stopped.get() || listener.cancelled());
            return Double.isFinite(result.score())
                    ? result
                    : TrialResult.without(TrialResult.Status.FAILED, "Its score is not a number.", result.millis());
        } catch (WeightsLost e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (stopped.get() || listener.cancelled() || Thread.currentThread().isInterrupted()) {
                throw new CancellationException("The search was stopped.");
            }
            String reason = e instanceof KithException ? e.getMessage() : e.toString();
            return TrialResult.without(TrialResult.Status.FAILED, reason, (System.nanoTime() - began) / 1_000_000);
        }
    }

    private void apply(Begun first, List<Trial> recorded) {
        TrialSpec spec = first.spec;
        boolean replayed = first.result == null;
        TrialResult result = replayed ? recorded.get(spec.id()).result() : outcome(first);
        if (result.failed()) {
            failures++;
        }
        double score = result.score();
        known.get(space.canonical(first.proposal.architecture())).score = score;
        strategy.learn(first.proposal, score);
        boolean better = !result.failed() && (Double.isNaN(bestScore) || score > bestScore);
        if (options.sharing()) {
            shared.learn(spec, result, better);
            held.addLast(shared.names());
            if (held.size() > options.window()) {
                held.removeFirst();
            }
        }
        bestScore = better ? score : bestScore;
        Trial trial = replayed ? recorded.get(spec.id()) : new Trial(spec, result, elapsed());
        trials.add(trial);
        if (!replayed) {
            log.append(trial);
            tidy();
        }
        listener.applied(trial);
    }

    private TrialResult outcome(Begun trial) {
        try {
            return trial.result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SearchCancelled(trials.size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                throw new SearchCancelled(trials.size());
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Removes weights that nobody can ask for any more. With a larger budget, trials would have been begun some trials ago
     * that were not: what they would have begun with stays, so that the search can go on with them.
     */
    private void tidy() {
        if (!options.sharing()) {
            return;
        }
        Set<String> wanted = new HashSet<>();
        held.forEach(wanted::addAll);
        pending.forEach(one -> wanted.addAll(one.spec.inherit()));
        shelf.keep(name -> wanted.contains(name)
                || pending.stream().anyMatch(one -> name.startsWith("trial" + one.spec.id() + "-")));
    }
}
