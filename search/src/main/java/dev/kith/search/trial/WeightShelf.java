package dev.kith.search.trial;

import dev.kith.gnn.file.SafeTensors.Matrix;
import java.util.Map;
import java.util.function.Predicate;

/** Weights of layers by name. What is on it is never changed; used by several threads. */
public interface WeightShelf {
    /** Nothing is kept and nothing is there. */
    WeightShelf NONE = new WeightShelf() {
        @Override
        public Map<String, Matrix> read(String name) {
            throw new IllegalStateException("There are no weights named " + name + ".");
        }

        @Override
        public void write(String name, Map<String, Matrix> weights) {
            // Nobody will ask for them.
        }

        @Override
        public void keep(Predicate<String> wanted) {
            // There are none.
        }
    };

    /** @throws dev.kith.graph.KithException where they are not there */
    Map<String, Matrix> read(String name);

    /** Puts weights there, in the place of others of that name. */
    void write(String name, Map<String, Matrix> weights);

    /** Removes those that are not wanted any more. */
    void keep(Predicate<String> wanted);
}
