package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.nn.Linear;
import dev.kith.gnn.nn.Norm;
import dev.kith.gnn.tensor.Gemm;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.kernel.ScoreKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A linear map with what follows it, outside training and on rows that stay in the cache: {@code ReLU(norm(x · W + b))}.
 *
 * @param weight {@code [in, out]}
 * @param bias {@code [1, out]}
 * @param gain {@code [1, out]}, or null for no norm; then shift is null too
 * @param positive whether ReLU ends it
 */
record BlockLayer(Tensor weight, Tensor bias, Tensor gain, Tensor shift, boolean positive) {
    private static final float EPSILON = 1e-5f;

    static BlockLayer of(Linear linear, Norm norm, boolean positive) {
        List<Parameter> map = linear.parameters();
        List<Parameter> scale = norm.parameters();
        return new BlockLayer(
                map.get(0).value(),
                map.get(1).value(),
                scale.isEmpty() ? null : scale.get(0).value(),
                scale.isEmpty() ? null : scale.get(1).value(),
                positive);
    }

    /** {@code [rows, in] → [rows, out]}, by the calling thread alone. */
    void apply(ScoreKernels kernels, MemorySegment x, int rows, MemorySegment y) {
        Gemm.alone(x, rows, weight, y);
        finish(kernels, y, rows);
    }

    /** What follows the map, where {@code x · W} is there already. */
    void finish(ScoreKernels kernels, MemorySegment z, int rows) {
        kernels.finish(
                z,
                weight.columns(),
                bias.memory(),
                gain == null ? null : gain.memory(),
                shift == null ? null : shift.memory(),
                EPSILON,
                positive,
                0,
                rows);
    }
}
