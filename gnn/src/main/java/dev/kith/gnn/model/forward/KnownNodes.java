package dev.kith.gnn.model.forward;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.random.Fnv1a;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The nodes whose classes a model was told, kept in the model's weights: {@code [n, 5]}, four pieces of 16 bits of a hash
 * of the node's id, and the class. By ids they are found again in a graph whose rows stand in another order, or that has
 * grown.
 */
final class KnownNodes {
    private static final int PIECES = 4;
    private static final int BITS = 16;

    private Parameter saved;

    KnownNodes(Initialiser initialiser) {
        saved = initialiser.growing("classNodes.arcs", PIECES + 1);
    }

    Parameter parameter() {
        return saved;
    }

    /**
     * @param rows of nodes
     * @param classes of each
     */
    record Rows(int[] rows, int[] classes) {}

    void remember(Column ids, Rows known) {
        Tensor pieces = Tensor.uninitialised(known.rows.length, PIECES + 1);
        for (int r = 0; r < known.rows.length; r++) {
            long hash = Fnv1a.of(String.valueOf(ids.value(known.rows[r])));
            for (int p = 0; p < PIECES; p++) {
                pieces.set(r, p, (int) ((hash >>> (BITS * p)) & 0xFFFF));
            }
            pieces.set(r, PIECES, known.classes[r]);
        }
        Parameter before = saved;
        saved = Parameter.buffer(before.name(), pieces);
        before.close();
    }

    /** @throws KithException where the graph has none of the nodes, or a class is none */
    Rows in(Column ids, int classes) {
        Map<Long, Integer> classOf = new HashMap<>();
        Tensor pieces = saved.value();
        for (int r = 0; r < pieces.rows(); r++) {
            long hash = 0;
            for (int p = 0; p < PIECES; p++) {
                hash |= ((long) pieces.get(r, p) & 0xFFFF) << (BITS * p);
            }
            int code = (int) pieces.get(r, PIECES);
            if (code < 0 || code >= classes) {
                throw new KithException("The model's class nodes name a class " + code + " of " + classes
                        + "; its weights are damaged, train it again.");
            }
            classOf.put(hash, code);
        }
        int[] rows = new int[ids.size()];
        int[] codes = new int[rows.length];
        int count = 0;
        for (int i = 0; i < ids.size() && !classOf.isEmpty(); i++) {
            Integer code = classOf.get(Fnv1a.of(String.valueOf(ids.value(i))));
            if (code != null) {
                rows[count] = i;
                codes[count++] = code;
            }
        }
        if (count == 0 && !classOf.isEmpty()) {
            throw new KithException("The graph has none of the " + classOf.size()
                    + " nodes that this model learned its classes from; a model trained with training=forward predicts"
                    + " on the graph it was trained on.");
        }
        return new Rows(Arrays.copyOf(rows, count), Arrays.copyOf(codes, count));
    }
}
