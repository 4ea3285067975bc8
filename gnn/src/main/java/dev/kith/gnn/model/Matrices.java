package dev.kith.gnn.model;

import dev.kith.gnn.tensor.Tensor;
import java.util.List;

/** Some matrices of equal shape that live and go together. */
public interface Matrices extends AutoCloseable {

    /** In the order in which they were named. */
    List<Tensor> tensors();

    @Override
    void close();

    /** Where matrices are taken from. */
    @FunctionalInterface
    interface Space {
        /**
         * @param names one for each, all different
         * @return matrices {@code [rows, columns]} with undefined content
         */
        Matrices take(List<String> names, int rows, int columns);
    }

    /** In the engine's kind of memory. */
    static Matrices inMemory(List<String> names, int rows, int columns) {
        List<Tensor> tensors =
                names.stream().map(name -> Tensor.uninitialised(rows, columns)).toList();
        return new Matrices() {
            @Override
            public List<Tensor> tensors() {
                return tensors;
            }

            @Override
            public void close() {
                tensors.forEach(Tensor::close);
            }
        };
    }
}
