package dev.kith.gnn.file;

import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file's matrices as the values of a network that is built: what the file lacks is not built. */
final class SavedValues implements AutoCloseable {
    private final Map<String, SafeTensors.Matrix> matrices;
    private final List<Tensor> used = new ArrayList<>();

    SavedValues(SafeTensors.Content content) {
        this.matrices = content.matrices();
    }

    /** Gives each parameter its saved value, and refuses one that was not saved in this shape. */
    Initialiser initialiser() {
        return Initialiser.from((name, rows, columns, start) -> {
            SafeTensors.Matrix matrix = matrices.get(name);
            boolean anyRows = rows == Initialiser.ANY_ROWS;
            if (matrix == null || (matrix.rows() != rows && !anyRows) || matrix.columns() != columns) {
                throw new KithException("Its weights lack '" + name + "' of " + (anyRows ? "any number" : rows) + " × "
                        + columns + ".");
            }
            Tensor value = Tensor.of(matrix.rows(), columns, matrix.values());
            used.add(value);
            return value;
        });
    }

    void requireAllUsed() {
        if (used.size() != matrices.size()) {
            throw new KithException("Its network uses " + used.size() + " of " + matrices.size() + " saved matrices.");
        }
    }

    /** Frees the values, where the network is not kept. */
    @Override
    public void close() {
        used.forEach(Tensor::close);
    }
}
