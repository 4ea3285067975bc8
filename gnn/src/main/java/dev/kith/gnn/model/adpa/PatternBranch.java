package dev.kith.gnn.model.adpa;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.BiasActivation;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.SliceColumns;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.kernel.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron over the hops of one pattern, mixed by attention, or over X alone: layers of linear map → ReLU → dropout,
 * {@code [n, f] → [n, hidden]}.
 */
final class PatternBranch implements Module {
    private final HopAttention attention;
    private final Parameter weight;
    private final Parameter bias;
    private final List<Linear> deeper = new ArrayList<>();
    private final float inputDropout;
    private final float dropout;

    /** @param hops of the pattern beside X; 0 for the branch of X alone */
    PatternBranch(Settings settings, Initialiser initialiser, int in, int hops) {
        int hidden = settings.whole("hidden");
        float bound = (float) (1.0 / Math.sqrt(in));
        weight = initialiser.fanIn("weight", in, hidden);
        bias = initialiser.uniform("bias", 1, hidden, bound, false);
        for (int l = 1; l < settings.whole("layers"); l++) {
            deeper.add(new Linear(initialiser.within("layer" + l), hidden, hidden));
        }
        inputDropout = (float) settings.real("inputDropout");
        dropout = (float) settings.real("dropout");
        attention = hops == 0
                ? null
                : new HopAttention(
                        settings.choice("hopAttention"),
                        initialiser.within("attention"),
                        in,
                        hops,
                        settings.flag("sharp"));
    }

    /** @param hops X, then the propagated ones */
    Variable apply(Tape tape, List<Input> hops) {
        Variable sum = attention == null
                ? hops.getFirst().times(tape, tape.parameter(weight), inputDropout)
                : mixed(tape, hops);
        Variable hidden = BiasActivation.apply(tape, sum, tape.parameter(bias), Activation.RELU, dropout);
        for (Linear layer : deeper) {
            hidden = layer.apply(tape, Input.of(hidden), 0f, Activation.RELU, dropout);
        }
        return hidden;
    }

    private Variable mixed(Tape tape, List<Input> hops) {
        List<Variable> values = new ArrayList<>();
        List<Variable> scores = new ArrayList<>();
        for (int l = 0; l < hops.size(); l++) {
            List<Variable> columns = new ArrayList<>(List.of(tape.parameter(weight)));
            attention.columns(l).forEach(column -> columns.add(tape.parameter(column)));
            if (columns.size() == 1) {
                values.add(hops.get(l).times(tape, columns.getFirst(), inputDropout));
            } else {
                Variable product = hops.get(l).times(tape, ConcatColumns.apply(tape, columns), inputDropout);
                int width = weight.value().columns();
                values.add(SliceColumns.apply(tape, product, 0, width));
                scores.add(SliceColumns.apply(tape, product, width, columns.size() - 1));
            }
        }
        return attention.mix(tape, values, scores);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight, bias));
        if (attention != null) {
            all.addAll(attention.parameters());
        }
        all.addAll(Module.join(deeper));
        return all;
    }
}
