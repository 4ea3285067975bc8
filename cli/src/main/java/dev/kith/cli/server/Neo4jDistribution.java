package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars of one Neo4j release, as the build collects them: {@code lib/} is the server, {@code plugins/} is Graph Data
 * Science.
 *
 * @param folder the folder with both
 * @param version the release, for example {@code 2026.01.4} or {@code 5.26.30}
 */
public record Neo4jDistribution(Path folder, String version) {

    private static final Pattern SERVER_JAR = Pattern.compile("neo4j-server-[0-9.]+\\.jar");

    /**
     * The release in {@code folder}.
     *
     * @throws KithException where the server's jars are not there, or those of several releases are
     */
    public static Neo4jDistribution at(Path folder) {
        Path lib = folder.resolve("lib");
        List<String> versions = Files.isDirectory(lib)
                ? jars(lib).stream()
                        .map(jar -> jar.getFileName().toString())
                        .filter(name -> SERVER_JAR.matcher(name).matches())
                        .map(name -> name.substring(name.lastIndexOf('-') + 1, name.length() - ".jar".length()))
                        .toList()
                : List.of();
        if (versions.size() == 1) {
            return new Neo4jDistribution(folder.toAbsolutePath().normalize(), versions.get(0));
        }
        if (versions.size() > 1) {
            throw new KithException("The jars of several Neo4j releases are in " + lib + ": "
                    + String.join(", ", versions) + ". Build anew with: mvn clean package -pl cli -am");
        }
        throw new KithException("No Neo4j server in " + folder + ": " + lib
                + " has no neo4j-server-VERSION.jar. Build it with: mvn package -pl cli -am");
    }

    /** The server's class path, for a Java command. */
    String classPath() {
        return folder.resolve("lib") + "/*";
    }

    /** The jars of Graph Data Science. */
    List<Path> plugins() {
        return jars(folder.resolve("plugins"));
    }

    String mainClass() {
        return isVersion5() ? "org.neo4j.server.CommunityEntryPoint" : "org.neo4j.server.Neo4jCommunity";
    }

    /** The oldest Java this release runs on. */
    int oldestJava() {
        return isVersion5() ? 17 : 21;
    }

    /** What the JVM must allow the server to do. */
    static List<String> jvmFlags(JavaHome java) {
        List<String> flags = new ArrayList<>(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Djdk.nio.maxCachedBufferSize=1024",
                "-Dlog4j2.disable.jmx=true"));
        if (java.feature() >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (java.feature() >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private boolean isVersion5() {
        return version.startsWith("5.");
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
