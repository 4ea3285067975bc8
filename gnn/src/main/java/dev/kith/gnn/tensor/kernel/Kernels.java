package dev.kith.gnn.tensor.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One provider's kernels.
 *
 * @param name {@code vector} or {@code plain}
 */
public record Kernels(
        String name,
        SparseKernels sparse,
        AttentionKernels attention,
        WeightedMaxKernels weightedMax,
        ArcTanhKernels arcTanh,
        StatisticKernels statistics,
        ElementKernels elements,
        NormKernels norms,
        GateKernels gates,
        PairKernels pairs,
        ScoreKernels scores,
        OptimizerKernels optimizer) {
    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    /** The fastest provider this JVM can run; chosen once. */
    public static Kernels chosen() {
        return Chosen.KERNELS;
    }

    public static Kernels vector() {
        return new Kernels(
                "vector",
                new VectorSparseKernels(),
                new VectorAttentionKernels(),
                new VectorWeightedMaxKernels(),
                new VectorArcTanhKernels(),
                new VectorStatisticKernels(),
                new VectorElementKernels(),
                new VectorNormKernels(),
                new VectorGateKernels(),
                new VectorPairKernels(),
                new VectorScoreKernels(),
                new VectorOptimizerKernels());
    }

    public static Kernels plain() {
        return new Kernels(
                "plain",
                new PlainSparseKernels(),
                new PlainAttentionKernels(),
                new PlainWeightedMaxKernels(),
                new PlainArcTanhKernels(),
                new PlainStatisticKernels(),
                new PlainElementKernels(),
                new PlainNormKernels(),
                new PlainGateKernels(),
                new PlainPairKernels(),
                new PlainScoreKernels(),
                new PlainOptimizerKernels());
    }

    private static final class Chosen {
        static final Kernels KERNELS = choose();

        private static Kernels choose() {
            if ("plain".equals(System.getProperty("kith.kernels"))) {
                LOG.info("Kernels: plain, as asked for by -Dkith.kernels=plain.");
                return plain();
            }
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                LOG.debug("Kernels: vector.");
                return vector();
            }
            LOG.warn("Kernels: plain, several times slower. Start Java with --add-modules jdk.incubator.vector.");
            return plain();
        }
    }
}
