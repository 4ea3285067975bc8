package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kith.gnn.tensor.StopsHalfWay;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.gnn.tensor.Workers;
import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once the flag is up no task starts, and nothing of what was begun stays. */
@StopsHalfWay
class CancelTest {
    private static final Graph GRAPH = new BlockModel(20_000, 4, 10.0, 0.7, 0.5, 32, 1.0).graph(1);

    /** Cancels when it is asked for the n-th time, which is in the middle of some operation of some epoch. */
    private static final class Impatient implements TrainingListener {
        private final int patience;
        private final AtomicInteger asked = new AtomicInteger();

        Impatient(int patience) {
            this.patience = patience;
        }

        @Override
        public void epoch(Epoch epoch) {
            assertThat(asked.get()).isLessThan(patience);
        }

        @Override
        public boolean cancelled() {
            return asked.incrementAndGet() >= patience;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 333, 1000})
    void insideAnEpoch(int asked) {
        for (int batch : new int[] {0, 2000}) {
            for (int threads : new int[] {1, 2}) {
                long before = Tensor.liveBytes();
                Impatient listener = new Impatient(asked);
                assertThatThrownBy(() -> Example.train(
                                        GRAPH,
                                        "sage",
                                        Map.of("epochs", 1000, "batchSize", batch),
                                        threads,
                                        listener,
                                        Checkpoint.NONE)
                                .close())
                        .isInstanceOf(TrainingCancelled.class)
                        .hasMessageMatching("Training was cancelled in epoch [0-9]+; no model was written\\.");
                // The section that ran asks for each of its other tasks, and starts none.
                assertThat(listener.asked.get()).isLessThan(asked + 300);
                assertThat(Tensor.liveBytes()).isEqualTo(before);
            }
        }
    }

    @Test
    void byInterrupt() {
        Thread here = Thread.currentThread();
        TrainingListener interrupting = epoch -> {
            assertThat(epoch.number()).isEqualTo(1);
            here.interrupt();
        };
        assertThatThrownBy(() -> Example.train(Example.GRAPH, "gcn", Map.of(), 1, interrupting, Checkpoint.NONE)
                        .close())
                .isInstanceOf(TrainingCancelled.class)
                .hasMessageContaining("in epoch 2");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theSameTaskTrainsOnAfterwards() {
        try (NodeClassification task = new NodeClassification(Example.GRAPH, 2)) {
            var entry = dev.kith.gnn.model.ModelRegistry.find("gcn");
            var settings = Example.settings("gcn", Map.of());
            var split = Example.split(Example.GRAPH);
            assertThatThrownBy(() -> task.train(entry, settings, split, 3, new Impatient(20), Checkpoint.NONE)
                            .close())
                    .isInstanceOf(TrainingCancelled.class);
            try (Model model = task.train(entry, settings, split, 3, TrainingListener.SILENT, Checkpoint.NONE);
                    Model other = Example.train(Example.GRAPH, "gcn", Map.of(), 1)) {
                assertThat(Example.weights(model).getFirst())
                        .isEqualTo(Example.weights(other).getFirst());
            }
        }
    }

    @Property(tries = 50)
    void noTaskStartsAfterTheFlag(
            @ForAll @IntRange(max = 900) int raisedBy, @ForAll @IntRange(min = 1, max = 4) int threads) {
        AtomicBoolean flag = new AtomicBoolean();
        AtomicInteger startedAfter = new AtomicInteger();
        AtomicInteger started = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        try (Workers workers = new Workers(threads)) {
            workers.stopWhen(flag::get);
            Throwable thrown = catchThrowable(() -> workers.run(1000, task -> {
                if (flag.get()) {
                    startedAfter.incrementAndGet();
                }
                started.incrementAndGet();
                running.incrementAndGet();
                if (task == raisedBy) {
                    flag.set(true);
                }
                running.decrementAndGet();
            }));
            // The raising thread may be held up until the others have done everything else.
            if (threads == 1 || started.get() < 1000) {
                assertThat(thrown).isInstanceOf(CancellationException.class);
            } else {
                assertThat(thrown).isNull();
            }
            assertThat(running).hasValue(0);
            // Another thread may have asked just before.
            assertThat(startedAfter.get()).isLessThan(threads);
            workers.stopWhen(() -> false);
            AtomicInteger done = new AtomicInteger();
            workers.run(100, task -> done.incrementAndGet());
            assertThat(done).hasValue(100);
        }
    }
}
