package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trained decoder that draws a neighbour's features for each node: {@code x' = decoder(z, c)}, {@code z ~ N(0, I)}
 * (Liu et al. 2022, section 3.2). A drawing is a function of the seed, its number and the node's key alone. For
 * comparison it may be noise instead, with each column's mean and deviation as the decoder draws it. Its parameters are
 * buffers: saved with the network, and never trained with it.
 */
public final class Generator implements Module {
    private static final long NOISE_STREAM = 0x4015E;
    /** Standard normal values that noise is made of: drawing each by itself would take most of a step. */
    private static final int BANK = 1 << 16;

    private final Decoder decoder;
    private final FeatureForm form;
    private final boolean noise;
    private final Parameter noiseMean;
    private final Parameter noiseDeviation;
    private final long seed;
    private final List<Parameter> frozen;
    private float[] bank;

    Generator(Settings settings, int features, Initialiser initialiser) {
        decoder = new Decoder(initialiser.within("decoder"), GeneratorShape.of(settings, features));
        form = new FeatureForm(initialiser.within("form"), features);
        noise = settings.choice("generator").equals("noise");
        noiseMean = noise ? initialiser.buffer("noise.mean", 1, features, 0f) : null;
        noiseDeviation = noise ? initialiser.buffer("noise.deviation", 1, features, 0f) : null;
        seed = settings.whole("generatorSeed");
        List<Parameter> all = new ArrayList<>();
        // The same tensors, as what no optimiser looks at.
        decoder.parameters().forEach(parameter -> all.add(Parameter.buffer(parameter.name(), parameter.value())));
        all.addAll(besideDecoder());
        frozen = List.copyOf(all);
    }

    Decoder decoder() {
        return decoder;
    }

    FeatureForm form() {
        return form;
    }

    /** What is found out from the features, not trained. */
    List<Parameter> besideDecoder() {
        return noise
                ? Stream.concat(form.parameters().stream(), Stream.of(noiseMean, noiseDeviation))
                        .toList()
                : form.parameters();
    }

    /** Values of decoder and form, to be handed to another generator of the same shape by {@link #install}. */
    List<float[]> state() {
        return frozen.stream().map(parameter -> parameter.value().toArray()).toList();
    }

    void install(List<float[]> state) {
        for (int p = 0; p < frozen.size(); p++) {
            frozen.get(p).value().copyFrom(state.get(p));
        }
    }

    /** Column moments of a drawing, for noise of the same ones. */
    void measure(Engine engine, Input x, long[] keys) {
        if (!noise) {
            return;
        }
        try (Tensor drawn = Tensor.uninitialised(x.rows(), x.columns())) {
            decode(engine, x, keys, 0, drawn);
            for (int c = 0; c < drawn.columns(); c++) {
                double sum = 0.0;
                double squares = 0.0;
                for (int i = 0; i < drawn.rows(); i++) {
                    sum += drawn.get(i, c);
                }
                double mean = sum / drawn.rows();
                for (int i = 0; i < drawn.rows(); i++) {
                    double d = drawn.get(i, c) - mean;
                    squares += d * d;
                }
                noiseMean.value().set(0, c, (float) mean);
                noiseDeviation.value().set(0, c, (float) Math.sqrt(squares / drawn.rows()));
            }
        }
    }

    /**
     * @param x the nodes' own features {@code [n, f]}
     * @param keys {@code [n]}
     * @param number of the drawing
     * @param into {@code [n, f]}
     */
    void draw(Engine engine, Input x, long[] keys, long number, Tensor into) {
        if (noise) {
            fill(engine, keys, number, into);
        } else {
            decode(engine, x, keys, number, into);
        }
    }

    /** As {@link #draw} where it is no noise. */
    void decode(Engine engine, Input x, long[] keys, long number, Tensor into) {
        int latent = decoder.latent();
        try (Tape tape = Tape.inference(engine)) {
            Tensor z = engine.pool().take(x.rows(), latent);
            engine.elements().rows(z, (from, to) -> {
                for (int i = from; i < to; i++) {
                    for (int j = 0; j < latent; j++) {
                        z.set(i, j, CounterRandom.normal(seed, keys[i], number * latent + j));
                    }
                }
            });
            Variable drawn = decoder.apply(tape, tape.ownedConstant(z), form.read(tape, x));
            form.write(engine, drawn.value());
            engine.elements().axpby(1f, drawn.value(), 0f, into);
        }
    }

    private void fill(Engine engine, long[] keys, long number, Tensor into) {
        float[] normal = bank();
        engine.elements().rows(into, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < into.columns(); c++) {
                    long at = number * into.columns() + c;
                    // Sixteen of the 64 bits say which value; the next three elements take the others.
                    int pick = (int) (CounterRandom.bits(seed, keys[i], at >> 2) >>> (16 * (at & 3))) & (BANK - 1);
                    into.set(
                            i,
                            c,
                            Math.fma(
                                    noiseDeviation.value().get(0, c),
                                    normal[pick],
                                    noiseMean.value().get(0, c)));
                }
            }
        });
    }

    private synchronized float[] bank() {
        if (bank == null) {
            bank = new float[BANK];
            for (int i = 0; i < BANK; i++) {
                bank[i] = CounterRandom.normal(seed, NOISE_STREAM, i);
            }
        }
        return bank;
    }

    @Override
    public List<Parameter> parameters() {
        return frozen;
    }
}
