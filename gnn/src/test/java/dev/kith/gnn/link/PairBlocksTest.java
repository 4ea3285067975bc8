package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Draw;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.Csr;
import dev.kith.graph.random.CounterRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of pairs are scored as the operations of the tape score them. */
class PairBlocksTest {
    private static final int NODES = 60;
    private static final int EDGES = 240;
    private static final Csr GRAPH = graph();
    private static final Pairs PAIRS = pairs(1100);

    private static Csr graph() {
        int[] rows = new int[2 * EDGES];
        int[] others = new int[2 * EDGES];
        PairSet seen = new PairSet(false, EDGES);
        int count = 0;
        for (int e = 0; count < EDGES; e++) {
            int i = CounterRandom.below(1, 1, e, NODES - 5);
            // Some nodes have many neighbours, five none.
            int j = CounterRandom.below(1, 2, e, e % 3 == 0 ? 4 : NODES - 5);
            if (i != j && seen.add(i, j)) {
                rows[count] = i;
                others[count] = j;
                rows[EDGES + count] = j;
                others[EDGES + count++] = i;
            }
        }
        return Csr.of(NODES, rows, others, null);
    }

    private static Pairs pairs(int count) {
        int[] source = new int[count];
        int[] target = new int[count];
        for (int p = 0; p < count; p++) {
            source[p] = CounterRandom.below(2, 1, p, NODES);
            target[p] = CounterRandom.below(2, 2, p, NODES);
        }
        return new Pairs(source, target);
    }

    @ParameterizedTest
    @CsvSource({
        "8, true, true, true, false, false",
        "19, false, false, false, true, true",
        "64, true, true, false, true, false",
        "128, true, false, true, false, true"
    })
    void scoresAreThoseOfTheTape(
            int width, boolean norm, boolean nodeMap, boolean shortTail, boolean longOutput, boolean directed) {
        PerceptronHeads.Options options = new PerceptronHeads.Options(0.3f, norm, nodeMap, shortTail, longOutput, 0.7);
        PerceptronHeads heads = new PerceptronHeads(new Initialiser(5), width, Pool.COMMON, directed, options);
        PerceptronHeads alone = new PerceptronHeads(new Initialiser(6), width, null, directed, options);
        for (PairHeads one : List.of(heads, alone)) {
            LinkNetwork.PairDecoder fast = decoder(one, one == alone);
            LinkNetwork.PairDecoder slow = decoder(new Slow(one), one == alone);
            close(scores(fast, width, 2), scores(slow, width, 2));
        }
        for (boolean reference : new boolean[] {false, true}) {
            Completion.Options completion =
                    new Completion.Options(0f, 1, 0.9, 1, 0.1, 0.5, false, false, -1, -1, -1, 500, reference);
            Completion fast = new Completion(new Initialiser(7), heads, width, completion);
            Completion slow = new Completion(new Initialiser(7), new Slow(heads), width, completion);
            close(scores(fast, width, 2), scores(slow, width, 2));
            fast.parameters().stream().filter(p -> p.name().contains("alpha")).forEach(Parameter::close);
            slow.parameters().stream().filter(p -> p.name().contains("alpha")).forEach(Parameter::close);
        }
        heads.parameters().forEach(Parameter::close);
        alone.parameters().forEach(Parameter::close);
    }

    @Test
    void bitsDependNeitherOnThreadsNorOnWhatWeighsNothing() {
        int width = 32;
        PerceptronHeads.Options options = new PerceptronHeads.Options(0f, true, true, true, false, 1.0);
        PerceptronHeads heads = new PerceptronHeads(new Initialiser(5), width, Pool.COMMON, false, options);
        float[] one = scores(decoder(heads, false), width, 1);
        assertThat(scores(decoder(heads, false), width, 3)).containsExactly(one);
        Completion.Options nothing = new Completion.Options(0f, 1, 0.0, 1, 0, 0.5, false, false, -1, -1, -1, 500, true);
        Completion completion = new Completion(new Initialiser(7), heads, width, nothing);
        assertThat(scores(completion, width, 2)).containsExactly(one);
        completion.parameters().forEach(Parameter::close);
    }

    /** In training the operations of the tape are used: gradients flow, and dropout drops. */
    @Test
    void trainingIsLeftToTheTape() {
        PerceptronHeads.Options options = new PerceptronHeads.Options(0.5f, true, true, true, false, 1.0);
        PerceptronHeads heads = new PerceptronHeads(new Initialiser(5), 16, Pool.COMMON, false, options);
        try (Engine engine = new Engine(1);
                Tensor x = Draw.tensor(3, NODES, 16);
                Tape training = Tape.training(engine, 1, 1);
                Tape inference = Tape.inference(engine)) {
            assertThat(heads.blocks(training, training.constant(x))).isEmpty();
            assertThat(heads.blocks(inference, inference.constant(x))).isPresent();
        }
        heads.parameters().forEach(Parameter::close);
    }

    private static LinkNetwork.PairDecoder decoder(PairHeads heads, boolean endsAlone) {
        return endsAlone ? new EndDecoder.Hadamard(heads) : new CommonNeighbours(heads, Pool.COMMON, 0f, -1);
    }

    private static float[] scores(LinkNetwork.PairDecoder decoder, int width, int threads) {
        try (Engine engine = new Engine(threads);
                Tensor x = Draw.tensor(3, NODES, width);
                Tape tape = Tape.inference(engine)) {
            return decoder.bind(tape, tape.constant(x), GRAPH)
                    .scores(tape, PAIRS)
                    .value()
                    .toArray();
        }
    }

    private static void close(float[] values, float[] wanted) {
        assertThat(values).hasSameSizeAs(wanted);
        for (int p = 0; p < values.length; p++) {
            assertThat(values[p]).as("pair " + p).isCloseTo(wanted[p], within(1e-4f));
        }
    }

    /** The same heads without blocks. */
    private record Slow(PairHeads heads) implements PairHeads {
        @Override
        public Variable nodes(Tape tape, Variable h) {
            return heads.nodes(tape, h);
        }

        @Override
        public Variable pooled(Tape tape, Variable pool) {
            return heads.pooled(tape, pool);
        }

        @Override
        public Variable secondPooled(Tape tape, Variable pool) {
            return heads.secondPooled(tape, pool);
        }

        @Override
        public Variable ends(Tape tape, Variable h, Pairs pairs) {
            return heads.ends(tape, h, pairs);
        }

        @Override
        public Variable score(Tape tape, Variable pooled, Variable ends) {
            return heads.score(tape, pooled, ends);
        }

        @Override
        public Variable score(Tape tape, Variable ends) {
            return heads.score(tape, ends);
        }

        @Override
        public List<Parameter> parameters() {
            return heads.parameters();
        }
    }
}
