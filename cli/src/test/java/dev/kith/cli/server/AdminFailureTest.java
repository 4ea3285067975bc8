package dev.kith.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdminFailureTest {
    @Test
    void theInnermostCauseIsTold() {
        assertThat(AdminFailure.innermost(List.of(
                        "org.neo4j.cli.CommandFailedException: Error importing csv file.",
                        "\tat org.neo4j.importer.ImportCommand",
                        "Caused by: a.CsvImportException: a.InputException: outer",
                        "\tat a.b",
                        "Caused by: a.b.InputException: Invalid relationship",
                        "1 (x)-[KNOWS]->77 (x) referring to missing node 77",
                        "\tat c.d")))
                .isEqualTo("Invalid relationship 1 (x)-[KNOWS]->77 (x) referring to missing node 77");
        assertThat(AdminFailure.innermost(List.of("nothing of the kind"))).isEmpty();
    }
}
