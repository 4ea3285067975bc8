// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerInstallationTest {

    @AfterEach
    void forget() {
        System.clearProperty("kith.dist");
    }

    @Test
    void aServerThatKnowsNoLearnerSaysHowToTellIt() {
        System.setProperty("kith.dist", "");
        assertThatThrownBy(WorkerInstallation::configured)
                .isInstanceOf(KithException.class)
                .hasMessageContaining("set the environment variable KITH_DIST");
    }

    @Test
    void aFolderWithoutALearnerIsNamed(@TempDir Path folder) {
        System.setProperty("kith.dist", folder.toString());
        assertThatThrownBy(WorkerInstallation::configured)
                .isInstanceOf(KithException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("no bin/kith");
    }
}
