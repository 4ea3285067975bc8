package dev.kith.gnn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.tensor.kernel.Kernels;
import java.util.List;

/** Runs an operation on engines of several threads and of both providers: each gives the same bits at any number. */
final class Threads {
    private static final int[] COUNTS = {1, 2, 4};

    private Threads() {}

    /** Writes to a copy of the output's start. */
    interface Operation {
        void run(Engine engine, Tensor output);
    }

    /**
     * @param start what stands in the output before; closed by the check
     * @param expected the reference
     */
    static void check(Tensor start, Sums expected, Operation operation) {
        for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
            try (Tensor first = Tensor.uninitialised(start.rows(), start.columns());
                    Tensor output = Tensor.uninitialised(start.rows(), start.columns())) {
                for (int threads : COUNTS) {
                    Tensor written = threads == COUNTS[0] ? first : output;
                    written.copyFrom(start);
                    try (Engine engine = new Engine(threads, kernels)) {
                        operation.run(engine, written);
                        assertThat(engine.pool().bytesTaken()).isZero();
                    }
                    Bits.same(written, first, kernels.name() + " at " + threads + " threads");
                }
                expected.near(first, kernels.name());
            }
        }
        start.close();
    }
}
