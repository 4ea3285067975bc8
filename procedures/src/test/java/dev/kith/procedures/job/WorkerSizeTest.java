// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerSizeTest {
    private static final WorkerSize QUICK = WorkerSize.of(1_000, true);
    private static final WorkerSize USUAL = WorkerSize.of(1_000, false);
    private static final WorkerSize LARGE = WorkerSize.of(1L << 30, true);

    @Test
    void aWorkerDoesWhatASmallerOneWouldDo() {
        assertThat(QUICK.does(QUICK)).isTrue();
        assertThat(USUAL.does(QUICK)).isTrue();
        assertThat(QUICK.does(USUAL)).isFalse();
        assertThat(USUAL.does(WorkerSize.of(16 << 20, true))).isTrue();
    }

    @Test
    void aLargeGraphHasAWorkerOfItsOwn() {
        assertThat(LARGE.waits()).isFalse();
        assertThat(LARGE.does(LARGE)).isFalse();
        assertThat(LARGE.does(QUICK)).isFalse();
        assertThat(LARGE.heapBytes()).isEqualTo((512L << 20) + (8L << 30));
    }

    @Test
    void theHeapIsLimited() {
        assertThat(QUICK.jvmOptions()).startsWith("-Xmx512m ").contains("-Dkith.kernels=plain");
        assertThat(USUAL.jvmOptions()).startsWith("-Xmx640m ").doesNotContain("plain");
    }
}
