package dev.kith.gnn.link;

import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;

/**
 * Scores pairs with node vectors that were computed once. Closing it gives their memory back; work on pairs is bounded by
 * the number scored at a time.
 */
final class LinkScorer implements AutoCloseable {
    private final Engine engine;
    private final int batch;
    private final Tape tape;
    private final Variable vectors;
    private final LinkNetwork.Bound bound;

    /** @param batch pairs scored at a time */
    LinkScorer(Engine engine, LinkNetwork network, Input input, MessageGraph.View view, int batch) {
        this.engine = engine;
        this.batch = batch;
        this.tape = Tape.inference(engine);
        this.vectors = network.forward(tape, input, view.read());
        this.bound = network.decoder().bind(tape, vectors, view.neighbours());
    }

    /** {@code [n, h]}, as long as this is open. */
    Tensor vectors() {
        return vectors.value();
    }

    /** @return the logit of each pair */
    float[] scores(Pairs pairs) {
        float[] scores = new float[pairs.count()];
        for (int from = 0; from < scores.length; from += batch) {
            int to = Math.min(scores.length, from + batch);
            try (Tape one = Tape.inference(engine)) {
                Tensor some = bound.scores(one, pairs.range(from, to)).value();
                for (int k = from; k < to; k++) {
                    scores[k] = some.get(k - from, 0);
                }
            }
        }
        return scores;
    }

    @Override
    public void close() {
        tape.close();
    }
}
