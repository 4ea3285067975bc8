package dev.kith.cli.bench.aggregators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatorTrainingTest {
    private static final int STEPS = 60;

    /** A few steps more are better than a few, whatever is learned, and the same again is the same. */
    @ParameterizedTest
    @CsvSource({"PROPERTIES,pna,mean", "NEIGHBOURHOOD,lcm-plain,degree 24"})
    void learnsTheSameAgain(AggregatorTask task, String aggregator, String figure) {
        AggregatorTraining training = new AggregatorTraining(task, aggregator, 2, STEPS, 2e-3, 1);
        AggregatorTraining.Outcome once = training.run(line -> {});
        AggregatorTraining.Outcome again = training.run(line -> {});
        AggregatorTraining.Outcome before = new AggregatorTraining(task, aggregator, 2, 2, 2e-3, 1).run(line -> {});
        assertThat(again.figures()).isEqualTo(once.figures());
        double sign = task == AggregatorTask.PROPERTIES ? -1.0 : 1.0;
        assertThat(sign * once.figures().get(figure))
                .isGreaterThan(sign * before.figures().get(figure));
        assertThat(once.spread() == 0.0).isEqualTo("pna".equals(aggregator));
    }
}
