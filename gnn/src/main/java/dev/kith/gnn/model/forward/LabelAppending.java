package dev.kith.gnn.model.forward;

import dev.kith.gnn.conv.Neighbourhoods;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.SparsePattern;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * FF-LA: a class is told by K more features of the first layer's input, one of them 1, or all {@code 1/K} where none is
 * told (Park et al. 2024, equation 4).
 */
final class LabelAppending extends ForwardForward {
    private final List<Input> inputs;

    LabelAppending(Labels labels) {
        super(labels);
        this.inputs =
                IntStream.range(0, streams()).mapToObj(s -> appended(told(s))).toList();
    }

    private Input appended(int[] told) {
        return labels().features() instanceof Input.Sparse sparse
                ? new Input.Sparse(sparse(sparse.matrix(), told))
                : new Input.Dense(dense(((Input.Dense) labels().features()).tensor(), told));
    }

    private SparseMatrix sparse(SparseMatrix x, int[] told) {
        int n = x.rows();
        int classes = labels().nodes().classes();
        int[] offsets = new int[n + 1];
        for (int i = 0; i < n; i++) {
            offsets[i + 1] = offsets[i] + x.pattern().degree(i) + (told[i] < 0 ? classes : 1);
        }
        int[] indices = new int[offsets[n]];
        float[] values = new float[offsets[n]];
        for (int i = 0; i < n; i++) {
            int at = offsets[i];
            for (int k = x.pattern().offsets()[i]; k < x.pattern().offsets()[i + 1]; k++) {
                indices[at] = x.pattern().indices()[k];
                values[at++] = x.value(i, k);
            }
            for (int c = Math.max(0, told[i]); at < offsets[i + 1]; c++) {
                indices[at] = x.columns() + c;
                values[at++] = told[i] < 0 ? 1f / classes : 1f;
            }
            UnitRows.scale(values, offsets[i], offsets[i + 1]);
        }
        return new SparseMatrix(new SparsePattern(n, x.columns() + classes, offsets, indices), values, null);
    }

    private Tensor dense(Tensor x, int[] told) {
        int classes = labels().nodes().classes();
        Tensor all = Tensor.uninitialised(x.rows(), x.columns() + classes);
        float[] row = new float[x.columns() + classes];
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.row(i), 0, row, 0, x.columns());
            for (int c = 0; c < classes; c++) {
                row[x.columns() + c] = told[i] < 0 ? 1f / classes : told[i] == c ? 1f : 0f;
            }
            UnitRows.scale(row, 0, row.length);
            for (int c = 0; c < row.length; c++) {
                all.set(i, c, row[c]);
            }
        }
        return all;
    }

    @Override
    public Input input(int stream) {
        return inputs.get(stream);
    }

    @Override
    public Neighbourhoods graph(int stream) {
        return labels().arcs();
    }

    @Override
    public void close() {
        for (Input input : inputs) {
            if (input instanceof Input.Dense dense) {
                dense.close();
            }
        }
    }
}
