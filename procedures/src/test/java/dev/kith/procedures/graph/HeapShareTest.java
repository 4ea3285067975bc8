// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import org.junit.jupiter.api.Test;

class HeapShareTest {
    private static final long GIBIBYTE = 1L << 30;

    @Test
    void aQuarterIsFree() {
        assertThatNoException().isThrownBy(() -> HeapShare.check("g", 100_000, 2, 1_000_000, GIBIBYTE));
    }

    @Test
    void moreIsRefusedWithTheFigures() {
        assertThatThrownBy(() -> HeapShare.check("g\n", 100_000, 2, 10_000_000, GIBIBYTE))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("'g?' has 100,000 nodes and 10,000,000 relationships")
                .hasMessageContaining("1,024 MiB")
                .hasMessageContaining("kith.graph.project");
        assertThatThrownBy(() -> HeapShare.check("g", 10_000_000, 0, 0, GIBIBYTE))
                .isInstanceOf(KithException.class);
        assertThatThrownBy(() -> HeapShare.check("g", 1_000_000, 10, 0, GIBIBYTE))
                .isInstanceOf(KithException.class);
    }
}
