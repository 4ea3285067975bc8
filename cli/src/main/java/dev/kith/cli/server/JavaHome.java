package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A Java installation.
 *
 * @param folder its root, with {@code bin/java} in it
 * @param feature its feature release, for example 25
 */
public record JavaHome(Path folder, int feature) {

    /** The Java that runs this process. */
    public static JavaHome running() {
        return new JavaHome(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * The Java in {@code folder}, its release read from the file {@code release}.
     *
     * @throws KithException where that file or {@code bin/java} is missing
     */
    public static JavaHome at(Path folder) {
        Properties release = new Properties();
        try (Reader text = Files.newBufferedReader(folder.resolve("release"))) {
            release.load(text);
        } catch (IOException e) {
            throw new KithException(folder + " is not a Java installation: it has no readable file named release.", e);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        if (version.isEmpty() || !Files.isExecutable(folder.resolve("bin/java"))) {
            throw new KithException(folder + " is not a Java installation: it has no bin/java or names no version.");
        }
        return new JavaHome(folder, Runtime.Version.parse(version).feature());
    }

    /** The {@code java} command of this installation. */
    public String java() {
        return folder.resolve("bin/java").toString();
    }
}
