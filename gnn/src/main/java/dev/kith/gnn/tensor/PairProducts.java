package dev.kith.gnn.tensor;

import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.gnn.tensor.kernel.Dropout;
import dev.kith.gnn.tensor.kernel.ElementKernels;
import dev.kith.gnn.tensor.kernel.PairKernels;
import java.lang.foreign.MemorySegment;

/**
 * The products of a learned monoid ({@link PairKernels}), one level of a {@link ReductionPlan} at a time and all rows of
 * the graph together. Tiles of pairs go through gathering, one product with the weights of both cells and the gates while
 * they are in the cache, so that the six products of an operand are never held for a whole level.
 *
 * <p>The cut into tasks depends on the shape only and their sums of gradients are added in order.
 */
public final class PairProducts implements AutoCloseable {
    private static final int TILE_ELEMENTS = 16384;
    private static final int LEAST_TILE = 16;
    private static final int MOST_TILE = 128;
    /** The memory of so many is taken at each level, whatever its size: what is held is linear in the products. */
    private static final int MOST_TASKS = 32;

    private final Engine engine;
    private final ReductionPlan plan;
    private final Leaves leaves;
    private final Tensor weight;
    private final Tensor bias;
    private final float first;
    private final float second;
    private final int width;
    private final int tile;
    /** Products of the rows that leaves have their values in, or null where that is more work than it saves. */
    private Tensor leafProducts;

    private final ElementKernels elements;
    private final PairKernels kernels;

    /**
     * Where leaves have their values.
     *
     * @param x {@code [n, h]}
     * @param rows {@code [leaves]}, the row of x of each arc
     * @param order {@code [leaves]}, the arc at each leaf's place, or null where leaf k is arc k
     */
    public record Leaves(Tensor x, int[] rows, int[] order) {
        int arc(int leaf) {
            return order == null ? leaf : order[leaf];
        }

        /** Byte at which a leaf's row begins. */
        long start(int leaf) {
            return (long) rows[arc(leaf)] * x.columns() * Float.BYTES;
        }
    }

    /**
     * @param weight {@code [h, 6h]}: of an operand as the cell's input, r, z, q, then as its state
     * @param bias {@code [1, 6h]}
     * @param first share of f(x, y) in a product
     * @param second share of f(y, x)
     */
    public PairProducts(
            Engine engine, ReductionPlan plan, Leaves leaves, Tensor weight, Tensor bias, float first, float second) {
        this.engine = engine;
        this.plan = plan;
        this.leaves = leaves;
        this.weight = weight;
        this.bias = bias;
        this.first = first;
        this.second = second;
        this.width = weight.rows();
        this.tile = Math.max(LEAST_TILE, Math.min(MOST_TILE, TILE_ELEMENTS / Math.max(1, width)));
        this.elements = engine.kernels().elements();
        this.kernels = engine.kernels().pairs();
    }

    /**
     * Makes the products of all leaves once for each row they have their values in: on the lowest level, where both
     * operands are leaves, none is left to be made. To be followed by {@link #close}.
     */
    public void open() {
        if (plan.depth() > 0 && leaves.x.rows() <= 2 * plan.start(1)) {
            leafProducts = engine.pool().take(leaves.x.rows(), 6 * width);
            Gemm.multiply(engine, leaves.x, weight, 0f, leafProducts);
            engine.elements().biasActivate(leafProducts, bias, Activation.IDENTITY, Dropout.NONE);
        }
    }

    @Override
    public void close() {
        if (leafProducts != null) {
            engine.pool().release(leafProducts);
            leafProducts = null;
        }
    }

    /** Makes a level's rows of {@code products}, {@code [plan.products, h]}. */
    public void forward(int level, Tensor products) {
        int start = plan.start(level);
        int pairs = plan.start(level + 1) - start;
        int grain = grain(pairs);
        Tensor scratch = engine.pool().take(MOST_TASKS, 2 * tile * 8 * width);
        engine.workers().ranges(pairs, grain, (from, to) -> {
            Tile t = new Tile(scratch, from / grain);
            for (int at = from; at < to; at += tile) {
                int n = Math.min(tile, to - at);
                t.multiply(level, start + at, n, products);
                MemorySegment out = products.memory().asSlice(bytes(start + at), bytes(n));
                kernels.pairs(t.operands, t.products, width, first, second, out, 0, n);
            }
        });
        engine.pool().release(scratch);
    }

    /**
     * Walks a level back. Its rows of {@code products} hold gradients; those of its operands, still values, are
     * overwritten with theirs.
     *
     * @param dArcs {@code [arcs, h]}, where the gradients of leaves go, or null where nobody asks for them
     * @param dWeight added to
     * @param dBias added to
     */
    public void backward(int level, Tensor products, Tensor dArcs, Tensor dWeight, Tensor dBias) {
        int start = plan.start(level);
        int pairs = plan.start(level + 1) - start;
        int grain = grain(pairs);
        int tasks = tasks(pairs);
        Tensor scratch = engine.pool().take(MOST_TASKS, 2 * tile * 8 * width);
        Tensor weights = engine.pool().take(MOST_TASKS, Math.toIntExact(weight.size()));
        Tensor biases = engine.pool().takeZeroed(MOST_TASKS, Math.toIntExact(bias.size()));
        engine.workers().ranges(pairs, grain, (from, to) -> {
            int task = from / grain;
            Tile t = new Tile(scratch, task);
            long ofWeights = weights.memory().address() + task * weight.bytes();
            MemorySegment ofBiases = biases.memory().asSlice(task * bias.bytes(), bias.bytes());
            for (int at = from; at < to; at += tile) {
                int n = Math.min(tile, to - at);
                t.multiply(level, start + at, n, products);
                MemorySegment g = products.memory().asSlice(bytes(start + at), bytes(n));
                kernels.pairsBackward(t.operands, t.products, g, width, first, second, t.gradients, 0, n);
                t.weightGradient(n, at == from ? 0f : 1f, ofWeights);
                elements.columnSums(t.products, 6 * width, ofBiases, 0, 2 * n);
                if (level > 0 || dArcs != null) {
                    t.operandGradient(n);
                    t.scatter(start + at, n, products, dArcs);
                }
            }
        });
        engine.elements().addPartials(weights.reshaped(tasks, weights.columns()), 1f, dWeight);
        engine.elements().addPartials(biases.reshaped(tasks, biases.columns()), 1f, dBias);
        engine.pool().release(weights);
        engine.pool().release(biases);
        engine.pool().release(scratch);
    }

    private long bytes(int rows) {
        return (long) rows * width * Float.BYTES;
    }

    /** Whole tiles. */
    private int grain(int pairs) {
        int least = (pairs + MOST_TASKS - 1) / MOST_TASKS;
        return Math.max(1, (least + tile - 1) / tile) * tile;
    }

    private int tasks(int pairs) {
        return (pairs + grain(pairs) - 1) / grain(pairs);
    }

    /** The memory of one task's tiles. */
    private final class Tile {
        private final MemorySegment operands;
        private final MemorySegment products;
        /** Of the operands; used by the walk backwards. */
        private final MemorySegment gradients;

        Tile(Tensor scratch, int task) {
            long own = (long) scratch.columns() * Float.BYTES;
            MemorySegment memory = scratch.memory().asSlice(task * own, own);
            operands = memory.asSlice(0, bytes(2 * tile));
            products = memory.asSlice(bytes(2 * tile), bytes(12 * tile));
            gradients = memory.asSlice(bytes(14 * tile));
        }

        /** Gathers the operands of n pairs and makes their products, {@code [2n, 6h]}. */
        void multiply(int level, int pair, int n, Tensor made) {
            for (int i = 0; i < n; i++) {
                gather(plan.left(pair + i), 2 * i, made);
                gather(plan.right(pair + i), 2 * i + 1, made);
            }
            if (level == 0 && leafProducts != null) {
                for (int i = 0; i < n; i++) {
                    copyProducts(plan.left(pair + i), 2 * i);
                    copyProducts(plan.right(pair + i), 2 * i + 1);
                }
                return;
            }
            for (int i = 0; i < 2 * n; i++) {
                MemorySegment.copy(bias.memory(), 0, products, i * bias.bytes(), bias.bytes());
            }
            long x = operands.address();
            Blas.sgemm(
                    false,
                    false,
                    2 * n,
                    6 * width,
                    width,
                    x,
                    width,
                    weight.memory().address(),
                    6 * width,
                    1f,
                    products.address(),
                    6 * width);
        }

        private void copyProducts(int leaf, int row) {
            MemorySegment.copy(leafProducts.memory(), 6 * leaves.start(leaf), products, 6 * bytes(row), 6 * bytes(1));
        }

        private void gather(int reference, int row, Tensor made) {
            MemorySegment from = reference < 0 ? made.memory() : leaves.x.memory();
            long start = reference < 0 ? bytes(1) * ~reference : leaves.start(reference);
            MemorySegment.copy(from, start, operands, bytes(row), bytes(1));
        }

        void weightGradient(int n, float beta, long sum) {
            Blas.sgemm(
                    true,
                    false,
                    width,
                    6 * width,
                    2 * n,
                    operands.address(),
                    width,
                    products.address(),
                    6 * width,
                    beta,
                    sum,
                    6 * width);
        }

        void operandGradient(int n) {
            Blas.sgemm(
                    false,
                    true,
                    2 * n,
                    width,
                    6 * width,
                    products.address(),
                    6 * width,
                    weight.memory().address(),
                    6 * width,
                    1f,
                    gradients.address(),
                    width);
        }

        void scatter(int pair, int n, Tensor made, Tensor dArcs) {
            for (int i = 0; i < n; i++) {
                put(plan.left(pair + i), 2 * i, made, dArcs);
                put(plan.right(pair + i), 2 * i + 1, made, dArcs);
            }
        }

        private void put(int reference, int row, Tensor made, Tensor dArcs) {
            if (reference < 0) {
                MemorySegment.copy(gradients, bytes(row), made.memory(), bytes(1) * ~reference, bytes(1));
            } else if (dArcs != null) {
                long start = bytes(1) * leaves.arc(reference);
                MemorySegment.copy(gradients, bytes(row), dArcs.memory(), start, bytes(1));
            }
        }
    }
}
