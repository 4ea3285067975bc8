package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's script, with a Java that says what it was started with. */
class LauncherTest {
    private static final Path SCRIPTS = Path.of("src/main/launcher");
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path lib;

    @BeforeEach
    void install() throws IOException {
        lib = Files.createDirectories(folder.resolve("kith").resolve("lib"));
        Path bin = Files.createDirectories(folder.resolve("kith").resolve("bin"));
        for (String script : new String[] {"kith", "java.sh"}) {
            Files.copy(SCRIPTS.resolve(script), bin.resolve(script));
        }
        Path java =
                Files.createDirectories(folder.resolve("java").resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("java").resolve("release"), "JAVA_VERSION=\"25\"\n");
        file("kith-cli.jar", BUILT);
        file("kith-gnn.jar", BUILT);
    }

    @Test
    void whatAJvmLearntIsUsedUntilAJarIsBuiltAnew() throws Exception {
        assertThat(start()).doesNotContain("AOTCache").contains("dev.kith.cli.Kith\n--version\n");
        file("kith.aot", BUILT.plusSeconds(10));
        assertThat(start()).contains("-XX:AOTCache=" + lib.resolve("kith.aot"));
        file("kith-gnn.jar", BUILT.plusSeconds(20));
        assertThat(start()).doesNotContain("AOTCache").contains("dev.kith.cli.Kith\n--version\n");
    }

    private void file(String name, Instant modified) throws IOException {
        Path file = lib.resolve(name);
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private String start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/bash", lib.resolveSibling("bin").resolve("kith").toString(), "--version");
        builder.environment().put("KITH_JAVA_HOME", folder.resolve("java").toString());
        builder.environment().put("KITH_HOME", folder.resolve("home").toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
