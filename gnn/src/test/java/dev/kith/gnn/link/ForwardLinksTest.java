package dev.kith.gnn.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.autograd.Variable;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.nn.Input;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.train.Model;
import dev.kith.graph.Graph;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links learned layer by layer. */
class ForwardLinksTest {
    private static final Graph GRAPH = LinkExample.GRAPH.asUndirected();

    private static Map<String, Object> forward(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(
                Map.of("training", "forward", "encoder", "gcn", "epochs", 60, "layers", 2, "metric", "rocAuc"));
        all.putAll(more);
        return all;
    }

    private static Model train(Map<String, ?> more) {
        return LinkExample.train("gae", forward(more), 2);
    }

    static Stream<Arguments> cases() {
        return Stream.of("gcn", "sage", "gat", "gin").flatMap(encoder -> Stream.of("ce", "ff", "ce-top-to-input")
                .map(variant -> Arguments.of(encoder, variant)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyVariantLearns(String encoder, String variant, @TempDir Path folder) {
        try (Model model = train(Map.of("encoder", encoder, "variant", variant))) {
            assertThat(model.metrics().get("test").get("rocAuc")).isGreaterThan(0.6);
            assertThat(model.metrics().get("validation").get("rocAuc")).isGreaterThan(0.6);
            String said = LinkExample.predicted(model);
            ModelFolder.write(model, folder);
            try (Model read = ModelFolder.read(folder)) {
                assertThat(LinkExample.predicted(read)).isEqualTo(said);
            }
        }
    }

    /** What is above a layer does nothing to it: with one layer more it ends with the same bytes. */
    @Test
    void noGradientLeadsDown() {
        try (Model one = train(Map.of("layers", 1));
                Model three = train(Map.of("layers", 3))) {
            List<Parameter> first = one.network().parameters();
            List<Parameter> more = three.network().parameters();
            assertThat(more).hasSize(3 * first.size());
            for (int p = 0; p < first.size(); p++) {
                assertThat(more.get(p).value().toArray())
                        .isEqualTo(first.get(p).value().toArray());
            }
            assertThat(three.provenance().epochs())
                    .isGreaterThan(one.provenance().epochs());
        }
    }

    /** A pair's score is the mean of what its layers say, each of which reads the one below, scaled to rows of length 1. */
    @Test
    void scoresByHand() {
        try (Model model = train(Map.of());
                Engine engine = new Engine(1);
                LinkPredictor predictor = new LinkPredictor(model, engine, GRAPH)) {
            Pairs pairs = new Pairs(new int[] {0, 17, 3}, new int[] {5, 80, 3});
            float[] scores = predictor.logits(pairs);
            int[] all = IntStream.range(0, predictor.links().count()).toArray();
            try (MessageGraph.View view = new MessageGraph(engine, GRAPH, predictor.links(), all).whole();
                    Tape tape = Tape.inference(engine)) {
                ForwardEncoder encoder = (ForwardEncoder) ((LinkNetwork) model.network()).encoder();
                float[] read = unit(((Input.Dense) Input.of(model.features().encode(GRAPH))));
                int columns = read.length / GRAPH.nodeCount();
                double[] sums = new double[pairs.count()];
                for (int l = 0; l < 2; l++) {
                    Tensor x = engine.pool().take(GRAPH.nodeCount(), columns);
                    x.copyFrom(read);
                    Variable h = encoder.layers().get(l).forward(tape, Input.of(tape.ownedConstant(x)), view.read());
                    for (int k = 0; k < sums.length; k++) {
                        double sum = 0.0;
                        for (int c = 0; c < h.columns(); c++) {
                            sum += (double) h.value().get(pairs.source()[k], c)
                                    * h.value().get(pairs.target()[k], c);
                        }
                        sums[k] += 1.0 / (1.0 + Math.exp(-sum));
                    }
                    columns = h.columns();
                    read = unit(h.value());
                }
                for (int k = 0; k < sums.length; k++) {
                    double mean = sums[k] / 2;
                    assertThat((double) scores[k]).isCloseTo(Math.log(mean / (1.0 - mean)), within(1e-4));
                }
            }
        }
    }

    private static float[] unit(Input.Dense x) {
        float[] rows = unit(x.tensor());
        x.close();
        return rows;
    }

    private static float[] unit(Tensor x) {
        float[] rows = x.toArray();
        for (int i = 0; i < x.rows(); i++) {
            double squares = 0.0;
            for (int c = 0; c < x.columns(); c++) {
                squares += (double) x.get(i, c) * x.get(i, c);
            }
            for (int c = 0; c < x.columns() && squares > 0.0; c++) {
                rows[i * x.columns() + c] /= (float) Math.sqrt(squares);
            }
        }
        return rows;
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> train(Map.of("encoder", "puregcn")))
                .hasMessageContaining("needs an encoder of graph layers with weights");
        assertThatThrownBy(() -> train(Map.of("layers", 0))).hasMessageContaining("at least one layer");
        assertThatThrownBy(() -> train(Map.of("directionality", "keep"))).hasMessageContaining("directionality=drop");
    }
}
