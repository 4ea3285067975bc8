package dev.kith.gnn.train;

import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/**
 * What samples of one network are to agree on: their mean, sharpened, {@code q ∝ p̄^(1/τ)} (Liu et al. 2022, equation 9;
 * Berthelot et al. 2019, equation 7), as {@code softmax(log p̄ / τ)}.
 */
final class Sharpening {
    private Sharpening() {}

    /**
     * @param shares probabilities of each sample, {@code [n, classes]}
     * @param temperature τ, in (0, 1]
     * @return {@code [n, classes]}, rows sum to 1; taken from the pool
     */
    static Tensor of(Engine engine, List<Tensor> shares, float temperature) {
        Tensor sharp =
                engine.pool().take(shares.getFirst().rows(), shares.getFirst().columns());
        engine.elements().rows(sharp, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < sharp.columns(); c++) {
                    double sum = 0.0;
                    for (Tensor one : shares) {
                        sum += one.get(i, c);
                    }
                    double mean = Math.max(sum / shares.size(), Float.MIN_NORMAL);
                    sharp.set(i, c, (float) (Math.log(mean) / temperature));
                }
            }
        });
        engine.elements().softmax(sharp);
        return sharp;
    }
}
