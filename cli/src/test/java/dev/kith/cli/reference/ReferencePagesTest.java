package dev.kith.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.Kith;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages in docs/ say what the code says. Where they do not: {@code kith reference models > docs/models.md}. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theModels() throws IOException {
        assertThat(Files.readString(DOCS.resolve("models.md"))).isEqualTo(ModelPage.markdown());
    }

    @Test
    void theCommands() throws IOException {
        assertThat(Files.readString(DOCS.resolve("commands.md"))).isEqualTo(CommandPage.markdown(Kith.commandLine()));
    }

    @Test
    void theProcedures() throws IOException {
        assertThat(Files.readString(DOCS.resolve("procedures.md"))).isEqualTo(ProcedurePage.markdown());
    }

    @Test
    void everyModelIsNamedInTheHelpOfTheOption() {
        String help = Kith.commandLine().getSubcommands().get("train").getUsageMessage();
        assertThat(ModelRegistry.entries()).extracting(ModelEntry::name).allSatisfy(name -> assertThat(help)
                .contains(name));
    }
}
