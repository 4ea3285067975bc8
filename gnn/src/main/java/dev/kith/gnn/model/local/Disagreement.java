package dev.kith.gnn.model.local;

import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/**
 * How far several opinions on the same nodes are apart: {@code U = NLL(mean_k P_k) - mean_k NLL(P_k)}, the mean over some
 * nodes of known class. At most 0, and 0 where all opinions are one (Liu et al. 2022, section 3.3).
 */
final class Disagreement {
    private Disagreement() {}

    /**
     * @param opinions class probabilities {@code [n, classes]}
     * @param nodes rows that count
     * @param codes class of each of them
     */
    static double of(List<Tensor> opinions, int[] nodes, int[] codes) {
        double difference = 0.0;
        for (int r = 0; r < nodes.length; r++) {
            double mean = 0.0;
            double losses = 0.0;
            for (Tensor opinion : opinions) {
                double share = Math.max(opinion.get(nodes[r], codes[r]), Float.MIN_NORMAL);
                mean += share / opinions.size();
                losses -= Math.log(share) / opinions.size();
            }
            difference += (-Math.log(mean) - losses) / nodes.length;
        }
        return difference;
    }
}
