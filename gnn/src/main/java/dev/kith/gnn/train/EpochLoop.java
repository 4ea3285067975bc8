package dev.kith.gnn.train;

import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.tensor.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The epochs of a training: each a pass over what is trained on and a look at what it is judged by, until there are
 * enough of them or none has been better for long; then the best weights are put back.
 */
public final class EpochLoop {
    private final Settings settings;
    private final TrainingListener listener;
    private final BestWeights best;
    private final List<Double> millis = new ArrayList<>();
    private int done;

    /** What one epoch does. */
    public interface Epoch {
        /**
         * A pass.
         *
         * @param epoch from 0
         * @return the mean loss
         */
        double train(int epoch);

        /** Offers the weights as they are now, and says how good they are. */
        Look look(BestWeights best, int epoch, double loss);

        /** @param epochs that are done now */
        default void after(int epochs) {}
    }

    /**
     * What is judged by says of an epoch; NaN where there is nothing to judge by.
     *
     * @param quality accuracy, or the metric of links
     */
    public record Look(double quality, double loss) {}

    public EpochLoop(Network network, Settings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.best = new BestWeights(network.parameters());
    }

    /** @param first from 0, where earlier ones were done before */
    public void run(int first, Epoch epoch) {
        int epochs = settings.whole("epochs");
        done = first;
        while (done < epochs && !best.exhausted(done - 1, settings.whole("patience"))) {
            long began = System.nanoTime();
            double loss = epoch.train(done);
            Look look = epoch.look(best, done, loss);
            millis.add((System.nanoTime() - began) / 1e6);
            done++;
            listener.epoch(new TrainingListener.Epoch(done, epochs, loss, look.quality, look.loss, millis.getLast()));
            epoch.after(done);
        }
        best.restore();
    }

    public BestWeights best() {
        return best;
    }

    /** Of the epochs that this loop ran; empty where there were none. */
    public List<Double> millis() {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted;
    }

    /**
     * Runs a training so that it ends soon after the listener wants it, or the calling thread is interrupted.
     *
     * @param done epochs so far
     * @throws TrainingCancelled then
     */
    public static <R> R stoppable(Engine engine, TrainingListener listener, IntSupplier done, Supplier<R> training) {
        Thread caller = Thread.currentThread();
        engine.workers().stopWhen(() -> listener.cancelled() || caller.isInterrupted());
        boolean finished = false;
        try {
            R result = training.get();
            finished = true;
            return result;
        } catch (CancellationException e) {
            throw new TrainingCancelled(done.getAsInt() + 1, e);
        } finally {
            engine.workers().stopWhen(() -> false);
            if (!finished) {
                // An operation that was stopped half-way has given nothing back.
                engine.pool().close();
            }
        }
    }
}
