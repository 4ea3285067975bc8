package dev.kith.gnn.train;

import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.local.Augmentation;
import dev.kith.gnn.model.local.LocalAugmentation;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the samples of a step read: the features, or under local augmentation lists of generated matrices beside them,
 * drawn anew every so many epochs into the same memory. Validation looks at the first sample's list, which is kept with
 * the weights that it was judged with.
 */
final class Drawings implements AutoCloseable {
    private final Engine engine;
    private final Input x;
    private final Augmentation augmentation;
    /** Null where nothing is generated. */
    private final LocalAugmentation network;

    private final List<List<Tensor>> lists = new ArrayList<>();
    private final List<Input> inputs;
    private long first = -1;

    /** @param x the features as they are */
    Drawings(Engine engine, Network network, Input x, Augmentation augmentation) {
        this.engine = engine;
        this.x = x;
        this.augmentation = augmentation;
        this.network = network instanceof LocalAugmentation local ? local : null;
        for (int s = 0; this.network != null && s < augmentation.samples(); s++) {
            List<Tensor> list = new ArrayList<>();
            for (int j = 0; j < augmentation.generated(); j++) {
                list.add(Tensor.uninitialised(x.rows(), x.columns()));
            }
            lists.add(list);
        }
        inputs = this.network == null
                ? Collections.nCopies(augmentation.samples(), x)
                : lists.stream().map(list -> LocalAugmentation.besides(list, x)).toList();
    }

    /** Bytes of a training's drawings beside the pool. */
    static long bytes(Network network, int rows, int columns) {
        return network instanceof LocalAugmentation local
                ? (long) local.augmentation().samples() * local.preparation().bytes(rows, columns)
                : 0;
    }

    /** One input for each sample of a step in this epoch. */
    List<Input> of(int epoch) {
        if (network != null) {
            long drawing = augmentation.redraw() == 0 ? 0 : epoch / augmentation.redraw();
            draw(drawing * augmentation.samples(), lists.size());
        }
        return inputs;
    }

    /** What validation reads now; the network remembers it as kept. */
    Input shown() {
        if (network != null) {
            network.keep(first);
        }
        return inputs.getFirst();
    }

    /** What predictions read: the list that the network keeps. */
    Input kept() {
        if (network != null) {
            draw(network.kept(), 1);
        }
        return inputs.getFirst();
    }

    private void draw(long from, int count) {
        if (from == first) {
            return;
        }
        for (int s = 0; s < count; s++) {
            network.draw(engine, x, from + s, lists.get(s));
        }
        first = from;
    }

    @Override
    public void close() {
        lists.forEach(list -> list.forEach(Tensor::close));
    }
}
