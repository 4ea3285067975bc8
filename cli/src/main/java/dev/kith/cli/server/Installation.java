package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * The built product: {@code bin/} its launcher, {@code lib/} the command's class path, {@code plugin/} Kith's Neo4j plugin, {@code neo4j/} a server
 * to put it in.
 *
 * @param folder the folder with all of them
 */
public record Installation(Path folder) {

    /**
     * The installation this command was started from, as the launcher names it in {@code kith.dist}.
     *
     * @throws KithException where Kith was started in another way
     */
    public static Installation current() {
        String folder = System.getProperty("kith.dist");
        if (folder == null) {
            throw new KithException("Kith does not know where it is installed: start it with the script named kith.");
        }
        return new Installation(Path.of(folder));
    }

    /** Where Kith keeps what is its own on this machine: {@code KITH_HOME}, or {@code .kith} in the home folder. */
    public static Path userFolder() {
        String named = System.getenv("KITH_HOME");
        return named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".kith") : Path.of(named);
    }

    /** The server that comes with Kith. */
    public Neo4jDistribution neo4j() {
        return Neo4jDistribution.at(folder.resolve("neo4j"));
    }

    /**
     * Kith's plugin for Neo4j.
     *
     * @throws KithException where it was not built
     */
    public Path plugin() {
        Path plugins = folder.resolve("plugin");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(plugins, "kith-procedures-*.jar")) {
            Iterator<Path> jar = jars.iterator();
            if (jar.hasNext()) {
                return jar.next();
            }
        } catch (IOException e) {
            throw notBuilt(plugins, e);
        }
        throw notBuilt(plugins, null);
    }

    private static KithException notBuilt(Path plugins, IOException cause) {
        return new KithException(
                "Kith's plugin for Neo4j is not in " + plugins + ". Build it with: mvn package -pl cli -am", cause);
    }
}
