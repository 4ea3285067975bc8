package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.util.List;

/** Stops a training whose numbers are no longer numbers, and says where it began. */
final class HealthGate {
    private HealthGate() {}

    static void loss(double loss, int epoch, List<Parameter> parameters) {
        if (Double.isFinite(loss)) {
            return;
        }
        for (Parameter parameter : parameters) {
            if (parameter.value().firstNonFinite() >= 0) {
                throw new KithException("Training stopped in epoch " + epoch + ": the loss is " + loss
                        + " because the weights '" + parameter.name()
                        + "' are no longer finite. A smaller learningRate, or clip, usually mends it.");
            }
        }
        throw new KithException("Training stopped in epoch " + epoch + ": the loss is " + loss
                + " while all weights are finite. A smaller learningRate, or norm=layer, usually mends it.");
    }

    static void gradients(int epoch, List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            if (parameter.isTrained() && parameter.gradient().firstNonFinite() >= 0) {
                throw new KithException("Training stopped in epoch " + epoch + ": the gradient of '" + parameter.name()
                        + "' is not finite. A smaller learningRate, or clip, usually mends it.");
            }
        }
    }

    /** Whether all rows are so alike that nothing can be told from them. */
    static boolean collapsed(Tensor logits) {
        double variance = 0.0;
        for (int c = 0; c < logits.columns(); c++) {
            double sum = 0.0;
            double squares = 0.0;
            for (int i = 0; i < logits.rows(); i++) {
                double x = logits.get(i, c);
                sum += x;
                squares += x * x;
            }
            double mean = sum / logits.rows();
            variance += squares / logits.rows() - mean * mean;
        }
        return logits.rows() > 1 && variance < 1e-10;
    }
}
