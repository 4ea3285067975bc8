package dev.kith.graph.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Published values of the 64-bit variant; ASCII texts have a unit for each of its bytes. */
class Fnv1aTest {

    @Test
    void publishedValues() {
        assertThat(Fnv1a.of("")).isEqualTo(0xCBF29CE484222325L);
        assertThat(Fnv1a.of("a")).isEqualTo(0xAF63DC4C8601EC8CL);
        assertThat(Fnv1a.of("foobar")).isEqualTo(0x85944171F73967E8L);
    }
}
