package dev.kith.gnn.latent;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.latent.metric.Metric;
import dev.kith.gnn.latent.metric.MetricRegistry;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.nn.Module;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The energy whose metric and temperature are trained. */
final class TrainedEnergy implements Module {
    private final MetricRegistry.Entry space;
    private final Metric metric;
    private final int width;
    /** Null where the metric has no numbers of its own. */
    private final Parameter numbers;

    private final Parameter tau;
    /** The sharpness that training starts from {@code [1, 1]}; 0 before it is known. */
    private final Parameter start;

    TrainedEnergy(Settings settings, Initialiser initialiser, int width) {
        this.space = MetricRegistry.of(settings);
        this.metric = space.factory().apply(settings);
        this.width = width;
        int count = metric.start(width, 0).length;
        this.numbers = count == 0 ? null : initialiser.constant("metric", 1, count, 0f);
        this.tau = initialiser.constant("tau", 1, 1, 0f);
        this.start = initialiser.buffer("sharpness", 1, 1, 0f);
    }

    /** The metric's start, and a sharpness that fits the distances of the places {@code [n, width]}. */
    void begin(Tensor z, double perplexity) {
        double[] values = metric.start(width, 0);
        for (int i = 0; i < values.length; i++) {
            numbers.value().set(0, i, (float) values[i]);
        }
        start.value().set(0, 0, (float) Sharpness.of(z, of(1.0), perplexity));
    }

    Energy now() {
        return of(first() * GraphLoss.factor(tau.value()));
    }

    /** The loss of what was drawn, with gradients for places, metric and temperature. */
    Variable loss(Tape tape, GraphLoss.Form form, Variable z, List<GraphLoss.Drawn> drawn) {
        Variable parameters = numbers == null ? null : tape.parameter(numbers);
        return new GraphLoss(form, of(first())).apply(tape, z, parameters, tape.parameter(tau), drawn);
    }

    /** 1 for a network that was not trained: its draws are of no interest. */
    private double first() {
        double known = start.value().get(0, 0);
        return known > 0.0 ? known : 1.0;
    }

    private Energy of(double sharpness) {
        double[] values = numbers == null ? new double[0] : GraphLoss.doubles(numbers.value());
        return new Energy(metric, values, space.squared(), sharpness);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        if (numbers != null) {
            all.add(numbers);
        }
        all.addAll(List.of(tau, start));
        return all;
    }
}
