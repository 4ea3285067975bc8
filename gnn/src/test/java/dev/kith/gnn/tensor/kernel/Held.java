package dev.kith.gnn.tensor.kernel;

import dev.kith.gnn.tensor.Bits;
import dev.kith.gnn.tensor.Sums;
import dev.kith.gnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a kernel of both providers against a slow reference in double, against itself on the same range cut in pieces,
 * to the bit, and against the other provider.
 */
final class Held {
    private Held() {}

    /** What two providers owe each other. */
    enum Agreement {
        /** The same operations in the same order. */
        BITS,
        /** Sums in another order: each as near to the reference as roundings allow. */
        ROUNDING
    }

    /**
     * @param start what stands in the output before; closed by the check
     * @param expected null where another check is made
     */
    record Output(Tensor start, Sums expected) {}

    /** Runs a kernel on rows or elements {@code [from, to)} of copies of the outputs. */
    interface Call {
        void run(Kernels kernels, List<Tensor> outputs, int from, int to);
    }

    static void check(int rows, Agreement agreement, Call call, Output... outputs) {
        List<Tensor> plain = whole(Kernels.plain(), rows, call, outputs);
        List<Tensor> vector = whole(Kernels.vector(), rows, call, outputs);
        for (int o = 0; o < outputs.length; o++) {
            if (outputs[o].expected != null) {
                outputs[o].expected.near(plain.get(o), "plain");
                outputs[o].expected.near(vector.get(o), "vector");
            }
            if (agreement == Agreement.BITS) {
                Bits.same(vector.get(o), plain.get(o), "vector against plain");
            }
        }
        for (Output output : outputs) {
            output.start.close();
        }
        plain.forEach(Tensor::close);
        vector.forEach(Tensor::close);
    }

    private static List<Tensor> whole(Kernels kernels, int rows, Call call, Output[] outputs) {
        List<Tensor> whole = copies(outputs);
        call.run(kernels, whole, 0, rows);
        List<Tensor> cut = copies(outputs);
        for (int from = 0; from < rows; ) {
            int to = Math.min(rows, from + 1 + from % 4);
            call.run(kernels, cut, from, to);
            from = to;
        }
        for (int o = 0; o < outputs.length; o++) {
            Bits.same(cut.get(o), whole.get(o), kernels.name() + ", cut against whole");
        }
        cut.forEach(Tensor::close);
        return whole;
    }

    private static List<Tensor> copies(Output[] outputs) {
        List<Tensor> copies = new ArrayList<>();
        for (Output output : outputs) {
            Tensor copy = Tensor.uninitialised(output.start.rows(), output.start.columns());
            copy.copyFrom(output.start);
            copies.add(copy);
        }
        return copies;
    }
}
