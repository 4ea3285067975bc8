package dev.kith.gnn.link;

import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.forward.InputPolicy;
import dev.kith.gnn.model.forward.LayerStates;
import dev.kith.gnn.model.forward.LocalLayer;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.LocalTask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Links as what layers learn by losses of their own, judged by the chosen metric on the validation links. */
record LinksTask(Engine engine, ForwardEncoder encoder, LinkData data, Settings settings, LinkObjective objective)
        implements LocalTask {

    /** Positives, then negatives. */
    static Pairs judged(LinkData data) {
        int[] validation = data.split().validation();
        return validation.length == 0
                ? LinkObjective.NONE
                : data.positives(validation).followedBy(data.validationNegatives());
    }

    @Override
    public List<LocalLayer> layers() {
        return encoder.layers();
    }

    @Override
    public Optional<InputPolicy> policy() {
        return encoder.policy();
    }

    @Override
    public LayerStates states() {
        return encoder.states(engine, objective);
    }

    @Override
    public int[] judged() {
        return IntStream.range(0, judged(data).count()).toArray();
    }

    @Override
    public int scoreColumns() {
        return 1;
    }

    @Override
    public double quality(Tensor scores) {
        float[] all = scores.toArray();
        int positives = data.split().validation().length;
        return LinkMetrics.chosen(
                settings, Arrays.copyOf(all, positives), Arrays.copyOfRange(all, positives, all.length));
    }

    @Override
    public int nodes() {
        return data.input().rows();
    }
}
