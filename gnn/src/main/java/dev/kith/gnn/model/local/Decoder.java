package dev.kith.gnn.model.local;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code [z | c] → relu → x} of the conditional autoencoder: {@code [b, latent], [b, f] → [b, f]}, before the last
 * non-linearity. The first map is a sum of two, so that sparse features stay sparse.
 */
final class Decoder implements Module {
    private final Parameter fromLatent;
    /** Null where the node that is drawn for is not looked at. */
    private final Parameter fromFeatures;

    private final Parameter bias;
    private final Linear output;
    private final Norm hiddenNorm;
    private final Norm outputNorm;
    private final int latent;

    Decoder(Initialiser initialiser, GeneratorShape shape) {
        latent = shape.latent();
        int in = latent + (shape.conditional() ? shape.features() : 0);
        float bound = (float) (1.0 / Math.sqrt(in));
        fromLatent = initialiser.uniform("fromLatent", latent, shape.hidden(), bound, true);
        fromFeatures = shape.conditional()
                ? initialiser.uniform("fromFeatures", shape.features(), shape.hidden(), bound, true)
                : null;
        bias = initialiser.uniform("bias", 1, shape.hidden(), bound, false);
        output = new Linear(initialiser.within("output"), shape.hidden(), shape.features());
        hiddenNorm = Norm.named(shape.norm(), initialiser.within("hiddenNorm"), shape.hidden());
        outputNorm = Norm.named(shape.norm(), initialiser.within("outputNorm"), shape.features());
    }

    int latent() {
        return latent;
    }

    Variable apply(Tape tape, Variable z, Input centre) {
        Variable sum = Input.of(z).times(tape, tape.parameter(fromLatent), 0f);
        if (fromFeatures != null) {
            sum = Add.apply(tape, sum, centre.times(tape, tape.parameter(fromFeatures), 0f));
        }
        Variable shifted = BiasActivation.apply(tape, sum, tape.parameter(bias), Activation.IDENTITY, 0f);
        Variable hidden = BiasActivation.apply(tape, hiddenNorm.apply(tape, shifted), null, Activation.RELU, 0f);
        return outputNorm.apply(tape, output.apply(tape, Input.of(hidden)));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(fromLatent));
        if (fromFeatures != null) {
            all.add(fromFeatures);
        }
        all.add(bias);
        all.addAll(Module.join(output, hiddenNorm, outputNorm));
        return all;
    }
}
