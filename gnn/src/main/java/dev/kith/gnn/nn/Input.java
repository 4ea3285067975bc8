package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.autograd.ops.Add;
import dev.kith.gnn.autograd.ops.ConcatColumns;
import dev.kith.gnn.autograd.ops.DropoutRows;
import dev.kith.gnn.autograd.ops.FirstRows;
import dev.kith.gnn.autograd.ops.GatherRows;
import dev.kith.gnn.autograd.ops.MatMul;
import dev.kith.gnn.autograd.ops.SparseFeatureMatMul;
import dev.kith.gnn.tensor.Rows;
import dev.kith.gnn.tensor.SparseMatrix;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Features;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a layer reads: sparse features, dense features or the value of another layer. Layers multiply it with their
 * weights and need not know which it is; sparse features stay sparse.
 */
public sealed interface Input {

    int rows();

    int columns();

    /** {@code dropout(this) · weights}: {@code [n, f] · [f, h] → [n, h]}. */
    Variable times(Tape tape, Variable weights, float dropout);

    /** As a dense value on the tape. */
    Variable dense(Tape tape);

    /** With elements dropped, once for all that is computed from it. */
    Input dropped(Tape tape, float rate);

    /** The first rows, {@code [rows, f]}; this itself where it has no others. */
    Input first(Tape tape, int rows);

    static Input of(Variable value) {
        return new Hidden(value);
    }

    /** The features in the engine's form; dense ones are copied off the heap and must be closed. */
    static Input of(Features features) {
        return switch (features) {
            case Features.Sparse sparse -> new Sparse(SparseMatrix.of(sparse));
            case Features.Dense dense -> new Dense(Tensor.of(dense.rows(), dense.columns(), dense.values()));
        };
    }

    /** Sparse features {@code [n, f]}. */
    record Sparse(SparseMatrix matrix) implements Input {
        @Override
        public int rows() {
            return matrix.rows();
        }

        @Override
        public int columns() {
            return matrix.columns();
        }

        @Override
        public Variable times(Tape tape, Variable weights, float dropout) {
            return SparseFeatureMatMul.apply(tape, matrix, weights, dropout);
        }

        @Override
        public Input dropped(Tape tape, float rate) {
            return rate == 0f || !tape.isTraining()
                    ? this
                    : new Sparse(SparseFeatureMatMul.drop(tape.engine(), matrix, tape.dropout(rate)));
        }

        @Override
        public Input first(Tape tape, int rows) {
            return rows == rows()
                    ? this
                    : new Sparse(matrix.rows(IntStream.range(0, rows).toArray()));
        }

        @Override
        public Variable dense(Tape tape) {
            Tensor dense = tape.engine().pool().takeZeroed(rows(), columns());
            for (int i = 0; i < rows(); i++) {
                for (int k = matrix.pattern().offsets()[i]; k < matrix.pattern().offsets()[i + 1]; k++) {
                    int c = matrix.pattern().indices()[k];
                    dense.set(i, c, dense.get(i, c) + matrix.value(i, k));
                }
            }
            return tape.ownedConstant(dense);
        }
    }

    /** Dense features {@code [n, f]}. */
    record Dense(Tensor tensor) implements Input, AutoCloseable {
        @Override
        public int rows() {
            return tensor.rows();
        }

        @Override
        public int columns() {
            return tensor.columns();
        }

        @Override
        public Variable times(Tape tape, Variable weights, float dropout) {
            return MatMul.apply(tape, DropoutRows.apply(tape, tape.constant(tensor), dropout), weights);
        }

        @Override
        public Input dropped(Tape tape, float rate) {
            return rate == 0f || !tape.isTraining()
                    ? this
                    : new Hidden(DropoutRows.apply(tape, tape.constant(tensor), rate));
        }

        /** A view: nothing is copied, and closing it closes nothing. */
        @Override
        public Input first(Tape tape, int rows) {
            return rows == rows() ? this : new Dense(Rows.first(tensor, rows));
        }

        @Override
        public Variable dense(Tape tape) {
            return tape.constant(tensor);
        }

        @Override
        public void close() {
            tensor.close();
        }
    }

    /** Inputs of as many rows side by side: {@code [n, f1 + f2 + …]}, sparse and dense ones as they are. */
    record Beside(List<Input> parts) implements Input {
        @Override
        public int rows() {
            return parts.getFirst().rows();
        }

        @Override
        public int columns() {
            return parts.stream().mapToInt(Input::columns).sum();
        }

        /** The sum of the parts' products with their rows of the weights. */
        @Override
        public Variable times(Tape tape, Variable weights, float dropout) {
            Variable sum = null;
            int from = 0;
            for (Input part : parts) {
                int[] rows = IntStream.range(from, from + part.columns()).toArray();
                Variable product = part.times(tape, GatherRows.apply(tape, weights, rows), dropout);
                sum = sum == null ? product : Add.apply(tape, sum, product);
                from += part.columns();
            }
            return sum;
        }

        @Override
        public Variable dense(Tape tape) {
            return ConcatColumns.apply(
                    tape, parts.stream().map(part -> part.dense(tape)).toList());
        }

        @Override
        public Input first(Tape tape, int rows) {
            return new Beside(parts.stream().map(part -> part.first(tape, rows)).toList());
        }

        @Override
        public Input dropped(Tape tape, float rate) {
            return new Beside(
                    parts.stream().map(part -> part.dropped(tape, rate)).toList());
        }
    }

    /** The value of another layer {@code [n, f]}. */
    record Hidden(Variable value) implements Input {
        @Override
        public int rows() {
            return value.rows();
        }

        @Override
        public int columns() {
            return value.columns();
        }

        @Override
        public Variable times(Tape tape, Variable weights, float dropout) {
            return MatMul.apply(tape, DropoutRows.apply(tape, value, dropout), weights);
        }

        @Override
        public Input dropped(Tape tape, float rate) {
            return rate == 0f || !tape.isTraining() ? this : new Hidden(DropoutRows.apply(tape, value, rate));
        }

        @Override
        public Input first(Tape tape, int rows) {
            return rows == rows() ? this : new Hidden(FirstRows.apply(tape, value, rows));
        }

        @Override
        public Variable dense(Tape tape) {
            return value;
        }
    }
}
