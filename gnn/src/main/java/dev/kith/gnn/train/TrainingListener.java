package dev.kith.gnn.train;

/** Hears of a training's progress and may stop it. */
public interface TrainingListener {
    TrainingListener SILENT = epoch -> {};

    void epoch(Epoch epoch);

    /** Asked at least at every epoch; true ends the training with {@link TrainingCancelled}. */
    default boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * @param number from 1
     * @param of most epochs there will be
     * @param loss training loss
     * @param validation accuracy on the validation nodes, NaN where there are none
     */
    record Epoch(int number, int of, double loss, double validation, double millis) {}
}
