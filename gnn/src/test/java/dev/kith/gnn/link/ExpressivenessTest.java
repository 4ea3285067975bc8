package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import org.junit.jupiter.api.Test;

/** Two pairs with equal ends and as many common neighbours, which differ only in who these are. */
class ExpressivenessTest {
    private static final PerceptronHeads.Options OPTIONS = new PerceptronHeads.Options(0f, true, true, true, false, 1);
    /** 0 and 1 share 4, 2 and 3 share 5. */
    private static final Csr NEIGHBOURS =
            Csr.of(6, new int[] {0, 1, 4, 4, 2, 3, 5, 5}, new int[] {4, 4, 0, 1, 5, 5, 2, 3}, null);

    private static final int WIDTH = 8;

    @Test
    void onlyThePoolTellsThemApart() {
        float[] ncn = scores(Pool.COMMON);
        assertThat(ncn[0]).isNotEqualTo(ncn[1]);
        float[] counted = scores(Pool.COUNT);
        assertThat(counted[0]).isEqualTo(counted[1]);
        float[] ends = scores(null);
        assertThat(ends[0]).isEqualTo(ends[1]);
    }

    private static float[] scores(Pool pool) {
        PairHeads heads = new PerceptronHeads(new Initialiser(7), WIDTH, pool, false, OPTIONS);
        LinkNetwork.PairDecoder decoder =
                pool == null ? new EndDecoder.Hadamard(heads) : new CommonNeighbours(heads, pool, 0f, -1);
        try (Engine engine = new Engine(1);
                Tensor h = Tensor.of(6, WIDTH, vectors());
                Tape tape = Tape.inference(engine)) {
            return decoder.bind(tape, tape.constant(h), NEIGHBOURS)
                    .scores(tape, new Pairs(new int[] {0, 2}, new int[] {1, 3}))
                    .value()
                    .toArray();
        } finally {
            heads.parameters().forEach(Parameter::close);
        }
    }

    /** The ends' vectors are equal, the common neighbours' are not. */
    private static float[] vectors() {
        float[] vectors = new float[6 * WIDTH];
        for (int at = 0; at < vectors.length; at++) {
            int row = Math.max(3, at / WIDTH);
            vectors[at] = CounterRandom.normal(1, row, at % WIDTH);
        }
        return vectors;
    }
}
