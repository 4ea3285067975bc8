package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.GaussianDivergence;
import dev.kith.gnn.autograd.ops.GaussianSample;
import dev.kith.gnn.autograd.ops.MeanSquare;
import dev.kith.gnn.autograd.ops.SigmoidCrossEntropy;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder {@code [x | c] → relu → μ, log σ²} before a generator's decoder, and their joint loss: the negative lower
 * bound of {@code log p(x | c)} (Liu et al. 2022, equation 4; Sohn et al. 2015).
 */
final class ConditionalVae implements Module {
    private final Generator generator;
    private final Parameter fromNeighbour;
    private final Parameter fromCentre;
    private final Parameter bias;
    private final Norm norm;
    private final Linear mean;
    private final Linear logVariance;

    ConditionalVae(Generator generator, GeneratorShape shape, Initialiser initialiser) {
        this.generator = generator;
        int hidden = shape.hidden();
        float bound = (float) (1.0 / Math.sqrt(shape.features() * (shape.conditional() ? 2.0 : 1.0)));
        fromNeighbour = initialiser.uniform("fromNeighbour", shape.features(), hidden, bound, true);
        fromCentre =
                shape.conditional() ? initialiser.uniform("fromCentre", shape.features(), hidden, bound, true) : null;
        bias = initialiser.uniform("bias", 1, hidden, bound, false);
        norm = Norm.named(shape.norm(), initialiser.within("norm"), hidden);
        mean = new Linear(initialiser.within("mean"), hidden, shape.latent());
        logVariance = new Linear(initialiser.within("logVariance"), hidden, shape.latent());
    }

    /**
     * The loss of some pairs, a mean over them.
     *
     * @param total to be walked back from
     * @param divergence of each latent dimension from a standard normal, {@code [latent]}
     */
    record Loss(Variable total, double[] divergence) {}

    /**
     * @param neighbour features of the pairs' neighbours, in the generator's form, {@code [b, f]}
     * @param centre those of the nodes they are neighbours of
     * @param noise standard normal, {@code [b, latent]}; the tape's own
     */
    Loss loss(Tape tape, Input neighbour, Input centre, Tensor noise) {
        Variable sum = neighbour.times(tape, tape.parameter(fromNeighbour), 0f);
        if (fromCentre != null) {
            sum = Add.apply(tape, sum, centre.times(tape, tape.parameter(fromCentre), 0f));
        }
        Variable shifted = BiasActivation.apply(tape, sum, tape.parameter(bias), Activation.IDENTITY, 0f);
        Input hidden = Input.of(BiasActivation.apply(tape, norm.apply(tape, shifted), null, Activation.RELU, 0f));
        Variable mu = mean.apply(tape, hidden);
        Variable log = logVariance.apply(tape, hidden);
        Variable z =
                GaussianSample.apply(tape, mu, log, tape.ownedConstant(noise).value());
        Variable output = generator.decoder().apply(tape, z, centre);
        Variable target = neighbour.dense(tape);
        float features = neighbour.columns();
        Variable reconstruction =
                switch (generator.form().range()) {
                    case SIGMOID ->
                        SigmoidCrossEntropy.apply(tape, output, target.value().toArray());
                    case TANH ->
                        MeanSquare.apply(tape, BiasActivation.apply(tape, output, null, Activation.TANH, 0f), target);
                    case LINEAR -> MeanSquare.apply(tape, output, target);
                };
        float share = 1f / neighbour.rows();
        double[] divergence = GaussianDivergence.byDimension(mu.value(), log.value());
        Variable total = Add.apply(tape, features, reconstruction, share, GaussianDivergence.apply(tape, mu, log));
        return new Loss(total, divergence);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(fromNeighbour));
        if (fromCentre != null) {
            all.add(fromCentre);
        }
        all.add(bias);
        all.addAll(Module.join(norm, mean, logVariance, generator.decoder()));
        return all;
    }
}
