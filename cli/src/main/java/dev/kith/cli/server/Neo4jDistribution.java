package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of one Neo4j release, as the build collects them: {@code lib/} is the server, {@code plugins/} is Graph Data
 * Science.
 *
 * @param folder the folder with both
 * @param version the release, for example {@code 2026.01.4} or {@code 5.26.30}
 */
public record Neo4jDistribution(Path folder, String version) {

    private static final String SERVER_JAR = "neo4j-server-";

    /**
     * The release in {@code folder}.
     *
     * @throws KithException where the server's jars are not there
     */
    public static Neo4jDistribution at(Path folder) {
        Path lib = folder.resolve("lib");
        if (Files.isDirectory(lib)) {
            for (Path jar : jars(lib)) {
                String name = jar.getFileName().toString();
                if (name.startsWith(SERVER_JAR) && Character.isDigit(name.charAt(SERVER_JAR.length()))) {
                    String version = name.substring(SERVER_JAR.length(), name.length() - ".jar".length());
                    return new Neo4jDistribution(folder.toAbsolutePath(), version);
                }
            }
        }
        throw new KithException("No Neo4j server in " + folder + ": " + lib + " has no " + SERVER_JAR
                + "VERSION.jar. Build it with: mvn package -pl cli -am");
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
