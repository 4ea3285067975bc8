package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.model.NodeKeys;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Trains a generator on pairs of neighbours, without classes: mini-batches of pairs whose features are gathered when
 * they are needed. Some pairs are held out; where their loss gets no better for a while, training ends with the best
 * values. Or a {@link Probe}, which knows the training nodes' classes, says after some steps which values to keep: those
 * before its warm-up are never kept, and the last ones where it keeps none.
 */
public final class GeneratorTraining {
    private static final long ORDER_STREAM = 0x1A6000;
    private static final long NOISE_STREAM = 0x1A6001;
    private static final long JUDGED_STREAM = 0x1A6002;

    private static final int ONE_OF = 20;
    private static final int MOST_JUDGED = 1024;
    private static final int EVERY = 50;
    private static final int PATIENCE = 10;
    /** Steps before the probe's judgement counts. */
    private static final int WARM_UP = 200;

    private static final int PROBE_EPOCHS = 100;
    private static final int MORE_PROBE_EPOCHS = 20;

    private final Engine engine;
    private final Settings settings;
    private final Input x;
    private final NeighbourPairs pairs;
    private final long seed;
    private final int batch;

    private GeneratorTraining(Engine engine, Settings settings, Input x, NeighbourPairs pairs) {
        this.engine = engine;
        this.settings = settings;
        this.x = x;
        this.pairs = pairs;
        this.seed = settings.whole("generatorSeed");
        this.batch = settings.whole("generatorBatch");
    }

    /**
     * What training ends with.
     *
     * @param state values for {@link LocalAugmentation#install}
     * @param sentence how it went
     */
    public record Result(List<float[]> state, String sentence) {}

    /**
     * @param x features {@code [n, f]}
     * @param graph row i holds the neighbours of i
     * @param known what a probe may know; not looked at without one
     * @throws KithException where there are no neighbours to learn from, or numbers blow up
     */
    public static Result train(Engine engine, Settings settings, Input x, Neighbourhoods graph, KnownClasses known) {
        NeighbourPairs pairs = NeighbourPairs.of(graph.incoming());
        if (pairs.count() == 0) {
            throw new KithException("Local augmentation learns from neighbours, and no two nodes of the graph are"
                    + " connected; use augmentation=none.");
        }
        Initialiser initialiser = new Initialiser(settings.whole("generatorSeed"));
        Generator generator = new Generator(settings, x.columns(), initialiser.within("generator"));
        ConditionalVae vae =
                new ConditionalVae(generator, GeneratorShape.of(settings, x.columns()), initialiser.within("encoder"));
        try {
            String wanted = settings.choice("generatorOutput");
            generator
                    .form()
                    .fit(
                            engine,
                            x,
                            wanted.equals("auto") ? null : FeatureForm.Range.valueOf(wanted.toUpperCase(Locale.ROOT)));
            GeneratorTraining training = new GeneratorTraining(engine, settings, x, pairs);
            String sentence = usesProbe(settings)
                    ? training.probed(generator, vae, graph, known)
                    : training.run(generator, vae, null);
            generator.measure(engine, x, NodeKeys.ofRows(x.rows()));
            return new Result(generator.state(), sentence);
        } finally {
            vae.parameters().forEach(Parameter::close);
            generator.besideDecoder().forEach(Parameter::close);
        }
    }

    /** Whether the settings ask for a probe: then a generator is one split's alone. */
    public static boolean usesProbe(Settings settings) {
        return settings.choice("generatorStop").equals("probe");
    }

    private String probed(Generator generator, ConditionalVae vae, Neighbourhoods graph, KnownClasses known) {
        long[] keys = NodeKeys.ofRows(x.rows());
        try (Probe probe = new Probe(engine, graph, known, x.columns(), seed);
                Input.Dense drawn = new Input.Dense(Tensor.uninitialised(x.rows(), x.columns()))) {
            probe.train(x, PROBE_EPOCHS);
            return run(generator, vae, new Judge() {
                @Override
                public double loss(int step) {
                    generator.decode(engine, x, keys, step, drawn.tensor());
                    return -probe.disagreement(drawn);
                }

                @Override
                public void kept() {
                    probe.train(drawn, MORE_PROBE_EPOCHS);
                }
            });
        }
    }

    /** Who says which values are kept, in the place of held-out pairs. */
    private interface Judge {
        double loss(int step);

        void kept();
    }

    /** @param judge or null for held-out pairs */
    private String run(Generator generator, ConditionalVae vae, Judge judge) {
        int[] order = IntStream.range(0, pairs.count()).toArray();
        CounterRandom.shuffle(order, seed, ORDER_STREAM);
        boolean stops = settings.choice("generatorStop").equals("heldout") && order.length >= 2 * ONE_OF;
        int judged = stops ? Math.min(MOST_JUDGED, order.length / ONE_OF) : 0;
        int[] held = Arrays.copyOf(order, judged);
        int[] trained = Arrays.copyOfRange(order, judged, order.length);
        float rate = (float) settings.real("generatorRate");
        int most = settings.whole("generatorSteps");
        float[][] best = null;
        double least = Double.POSITIVE_INFINITY;
        int bestStep = 0;
        double[] divergence = new double[0];
        int step = 0;
        try (Adam adam = new Adam(engine, vae.parameters(), 0f, false)) {
            for (int at = 0; step < most; at += batch) {
                if (step == 0 || at >= trained.length) {
                    CounterRandom.shuffle(trained, seed, NOISE_STREAM + step);
                    at = 0;
                }
                int[] some = Arrays.copyOfRange(trained, at, Math.min(trained.length, at + batch));
                adam.clearGradients();
                divergence = loss(generator, vae, some, step, true).divergence;
                adam.step(rate);
                step++;
                boolean looks = judge == null ? stops : step > WARM_UP;
                if (looks && (step % EVERY == 0 || step == most)) {
                    double loss =
                            judge == null ? loss(generator, vae, held, JUDGED_STREAM, false).loss : judge.loss(step);
                    if (loss < least) {
                        least = loss;
                        bestStep = step;
                        best = values(vae);
                        if (judge != null) {
                            judge.kept();
                        }
                    } else if (judge == null && step - bestStep >= PATIENCE * EVERY) {
                        break;
                    }
                }
            }
        }
        if (best != null) {
            restore(vae, best);
        }
        double sum = Arrays.stream(divergence).sum();
        long idle = Arrays.stream(divergence).filter(one -> one < 0.01).count();
        return String.format(
                Locale.ROOT,
                "Generator of neighbours' features: %d steps%s; divergence %.2f nats, %d of %d latent dimensions idle.",
                step,
                best == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                judge == null ? ", kept %d, held-out loss %.2f" : ", kept %d, disagreement %.4f",
                                bestStep,
                                least),
                sum,
                idle,
                divergence.length);
    }

    private record Judged(double loss, double[] divergence) {}

    /** @param positions of pairs */
    private Judged loss(Generator generator, ConditionalVae vae, int[] positions, long number, boolean trains) {
        int latent = generator.decoder().latent();
        try (Tape tape = trains ? Tape.training(engine, seed, number) : Tape.inference(engine)) {
            Input neighbour = generator.form().read(tape, rows(tape, NeighbourPairs.at(pairs.neighbour(), positions)));
            Input centre = generator.form().read(tape, rows(tape, NeighbourPairs.at(pairs.centre(), positions)));
            Tensor noise = engine.pool().take(positions.length, latent);
            for (int i = 0; i < positions.length; i++) {
                for (int j = 0; j < latent; j++) {
                    noise.set(i, j, CounterRandom.normal(seed, NOISE_STREAM ^ number << 20, (long) i * latent + j));
                }
            }
            ConditionalVae.Loss loss = vae.loss(tape, neighbour, centre, noise);
            double value = loss.total().value().get(0, 0);
            if (!Double.isFinite(value)) {
                throw new KithException("The generator's training stopped in step " + (number + 1) + ": its loss is "
                        + value + ". A smaller generatorRate usually mends it.");
            }
            if (trains) {
                tape.backward(loss.total());
            }
            return new Judged(value, loss.divergence());
        }
    }

    private Input rows(Tape tape, int[] nodes) {
        if (x instanceof Input.Sparse sparse) {
            return new Input.Sparse(sparse.matrix().rows(nodes));
        }
        Tensor all = x.dense(tape).value();
        Tensor some = engine.pool().take(nodes.length, x.columns());
        for (int i = 0; i < nodes.length; i++) {
            for (int c = 0; c < x.columns(); c++) {
                some.set(i, c, all.get(nodes[i], c));
            }
        }
        return Input.of(tape.ownedConstant(some));
    }

    private static float[][] values(ConditionalVae vae) {
        return vae.parameters().stream().map(p -> p.value().toArray()).toArray(float[][]::new);
    }

    private static void restore(ConditionalVae vae, float[][] values) {
        List<Parameter> parameters = vae.parameters();
        for (int p = 0; p < values.length; p++) {
            parameters.get(p).value().copyFrom(values[p]);
        }
    }
}
