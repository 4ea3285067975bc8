package dev.kith.gnn.autograd.ops;

import static dev.kith.gnn.autograd.ops.GradientCheck.random;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassContrastGradientTest {
    @Test
    void gradients() {
        int[] classes = {0, 2, 1, 1, 2};
        GradientCheck.run(
                List.of(random("h", 8, 4)), (tape, in) -> ClassContrast.apply(tape, in.getFirst(), classes, null));
        float[] weights = {1f, 0.5f, 2f, 0f, 1f};
        GradientCheck.run(
                List.of(random("h", 8, 17)), (tape, in) -> ClassContrast.apply(tape, in.getFirst(), classes, weights));
    }
}
