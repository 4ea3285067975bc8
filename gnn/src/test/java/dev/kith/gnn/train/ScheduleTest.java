package dev.kith.gnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Offset<Float> NEAR = Offset.offset(1e-7f);

    @Test
    void constant() {
        Schedule schedule = new Schedule("constant", 0.02, 0, 10);
        assertThat(schedule.at(0)).isEqualTo(0.02f);
        assertThat(schedule.at(9)).isEqualTo(0.02f);
    }

    @Test
    void linear() {
        Schedule schedule = new Schedule("linear", 0.1, 0, 10);
        assertThat(schedule.at(0)).isEqualTo(0.1f);
        assertThat(schedule.at(5)).isCloseTo(0.05f, NEAR);
        assertThat(schedule.at(9)).isCloseTo(0.01f, NEAR);
    }

    @Test
    void cosine() {
        Schedule schedule = new Schedule("cosine", 0.1, 0, 12);
        assertThat(schedule.at(0)).isEqualTo(0.1f);
        // cos 60° = 0.5, cos 90° = 0, cos 120° = -0.5
        assertThat(schedule.at(4)).isCloseTo(0.075f, NEAR);
        assertThat(schedule.at(6)).isCloseTo(0.05f, NEAR);
        assertThat(schedule.at(8)).isCloseTo(0.025f, NEAR);
    }

    @Test
    void warmup() {
        Schedule schedule = new Schedule("linear", 0.1, 4, 14);
        assertThat(schedule.at(0)).isCloseTo(0.02f, NEAR);
        assertThat(schedule.at(3)).isCloseTo(0.08f, NEAR);
        assertThat(schedule.at(4)).isEqualTo(0.1f);
        assertThat(schedule.at(9)).isCloseTo(0.05f, NEAR);
    }

    @Test
    void warmupLongerThanTheTraining() {
        Schedule schedule = new Schedule("cosine", 0.1, 100, 10);
        assertThat(schedule.at(9)).isCloseTo(0.1f * 10 / 101, NEAR);
        assertThat(schedule.at(100)).isEqualTo(0.1f);
    }
}
