package dev.kith.gnn.train;

/** Hears of a training's progress and may stop it. */
public interface TrainingListener {
    TrainingListener SILENT = epoch -> {};

    void epoch(Epoch epoch);

    /** Something the user should know about the data or the result that does not stop the training; a sentence or two. */
    default void notice(String sentence) {}

    /**
     * True ends the training with {@link TrainingCancelled}. Asked before every task of every thread, some tens of
     * milliseconds apart at most: the answer must be cheap. An interrupt of the training thread ends it likewise.
     */
    default boolean cancelled() {
        return false;
    }

    /**
     * @param number from 1
     * @param of most epochs there will be
     * @param loss training loss
     * @param validation accuracy on the validation nodes, or the metric of links; NaN where there are none
     * @param validationLoss loss on them, NaN where there are none
     */
    record Epoch(int number, int of, double loss, double validation, double validationLoss, double millis) {}
}
