package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void namesTheOneThatWasMeant() {
        assertThat(Nearest.hint("lerningRate", List.of("epochs", "learningRate")))
                .isEqualTo("; did you mean 'learningRate'?");
        assertThat(Nearest.hint("EPOCHS", List.of("epochs", "learningRate"))).isEqualTo("; did you mean 'epochs'?");
    }

    @Test
    void listsTheFirstWhereNoneIsNear() {
        assertThat(Nearest.hint("colour", List.of("epochs", "seed"))).isEqualTo("; known: epochs, seed.");
        assertThat(Nearest.hint("colour", List.of())).isEqualTo(", and no other one either.");
        List<String> many = IntStream.range(0, 50).mapToObj(i -> "n" + i).toList();
        assertThat(Nearest.hint("colour", many)).endsWith(", n18, n19 and 30 more.");
    }

    @Property
    void theDistanceIsThatOfTheRecursion(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String a,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String b) {
        assertThat(Nearest.distance(a, b)).isEqualTo(recursive(a, b));
    }

    private static int recursive(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int substituted = recursive(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        return Math.min(substituted, 1 + Math.min(recursive(a.substring(1), b), recursive(a, b.substring(1))));
    }
}
