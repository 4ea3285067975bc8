package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A release is named in more than one file, and means the same everywhere. */
class VersionsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CURRENT = ROOT.resolve("cli/neo4j/pom.xml");
    private static final Path LONG_TERM_SUPPORT = ROOT.resolve("it/neo4j-5/pom.xml");

    @Test
    void thePluginIsCompiledAgainstTheReleaseItIsTestedIn() throws IOException {
        assertThat(property(ROOT.resolve("pom.xml"), "neo4j5.version"))
                .isEqualTo(property(LONG_TERM_SUPPORT, "neo4j.version"));
    }

    @Test
    void theImageHoldsTheReleaseThatIsTested() throws IOException {
        String neo4j = property(CURRENT, "neo4j.version");
        assertThat(ROOT.resolve("docker/Dockerfile")).content().contains("\nFROM neo4j:" + neo4j + "-community\n");
        assertThat(ROOT.resolve("docker/compose.yaml")).content().contains(" image: kith:" + neo4j + "\n");
        assertThat(ROOT.resolve("docker/README.md"))
                .content()
                .contains("Neo4j " + neo4j, "Graph Data Science " + property(CURRENT, "gds.version"));
    }

    @Test
    void everyModuleHasTheSameVersion() throws IOException {
        Pattern version = Pattern.compile("<version>([^<]+)</version>");
        String expected = first(version, ROOT.resolve("pom.xml"));
        assertThat(first(version, CURRENT)).isEqualTo(expected);
        assertThat(first(version, LONG_TERM_SUPPORT)).isEqualTo(expected);
    }

    private static String property(Path pom, String name) throws IOException {
        return first(Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</"), pom);
    }

    private static String first(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
        return matcher.group(1);
    }
}
