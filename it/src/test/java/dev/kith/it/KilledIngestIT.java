package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.bench.KilledIngests;
import dev.kith.cli.server.Installation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingests that are killed, client or server, lose nothing and double nothing; {@code kith bench faults} does more. */
class KilledIngestIT {
    private static final int RUNS = 1;
    private static final int KILLS = 1;
    /** Until one was killed half-way: when a kill comes is measured in this machine's seconds. */
    private static final int MOST_RUNS = 4;

    @Test
    void theGraphIsThatOfAnIngestNobodyKilled(@TempDir Path folder) {
        try (KilledIngests ingests = new KilledIngests(
                Neo4jRelease.CURRENT
                        .settings(folder.resolve("home"))
                        .withKith(new Installation(Path.of("../cli/target/kith"))),
                folder,
                40_000,
                7)) {
            KilledIngests.Outcome reference = ingests.reference();
            assertThat(reference.lastWords()).contains("40,000 rows in =");
            int between = 0;
            for (int run = 0; run < RUNS || (between == 0 && run < MOST_RUNS); run++) {
                KilledIngests.Outcome outcome = ingests.killed(run, KILLS);
                assertThat(outcome.fingerprint()).as(outcome.toString()).isEqualTo(reference.fingerprint());
                between += outcome.killedBetween();
            }
            // A kill before the first unit, or behind the last, proves nothing.
            assertThat(between).isPositive();
        }
    }
}
