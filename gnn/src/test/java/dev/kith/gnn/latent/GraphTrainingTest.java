package dev.kith.gnn.latent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.autograd.Tape;
import dev.kith.gnn.latent.metric.MetricRegistry;
import dev.kith.gnn.latent.metric.Power;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTrainingTest {
    private static final LatentOptions OPTIONS =
            new LatentOptions(1, false, false, true, 0, true, 2, GraphLoss.Form.AGREEMENT, 1, 0, 0.95f);

    /** Four nodes on a line, each with the next as its neighbour. */
    private static List<String> notices(double sharpness) {
        Settings settings = Settings.of(MetricRegistry.OPTIONS, Map.of("geometry", "euclidean"));
        TrainedEnergy energy = new TrainedEnergy(settings, new Initialiser(0), 1);
        GraphTraining training = new GraphTraining(OPTIONS, energy, new Initialiser(0));
        training.begin(4);
        try (Engine engine = new Engine(1);
                Tensor places = Tensor.of(4, 1, 0f, 1f, 2f, 3f);
                Tensor logits = Tensor.of(4, 2, 1f, 0f, 0f, 1f, 1f, 0f, 0f, 1f);
                Tape tape = Tape.training(engine, 0, 0)) {
            int[][] neighbours = {{1}, {2}, {3}, {2}};
            Energy now = new Energy(Power.EUCLIDEAN, new double[0], false, sharpness);
            training.drew(new GraphTraining.Step(
                    tape, tape.constant(places), neighbours, now, Noise.of(1), new long[] {5, 6, 7, 8}));
            training.judged(tape, logits, new int[] {0, 1}, new int[] {0, 0});
            return training.notices();
        } finally {
            energy.parameters().forEach(Parameter::close);
            training.parameters().forEach(Parameter::close);
        }
    }

    @Test
    void bothWaysToLoseAGraphAreNamed() {
        assertThat(notices(5)).isEmpty();
        assertThat(notices(1e-6)).singleElement().asString().contains("has collapsed", "from 3 of 4 nodes");
        assertThat(notices(1e4)).singleElement().asString().contains("is torn", "10000 temperatures");
    }
}
