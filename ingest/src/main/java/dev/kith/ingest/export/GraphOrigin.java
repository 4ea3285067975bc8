package dev.kith.ingest.export;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.ingest.connection.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The database that a graph was exported from: the ids of its nodes are store ids there, and mean other nodes, or none,
 * anywhere else. It stands in {@code graph.json}.
 *
 * @param address where the server was, as {@link Connection#address} says it
 * @param databaseId the database's own id, which tells it from one that stands at the same address later
 */
public record GraphOrigin(String address, String databaseId) {
    private static final String ADDRESS = "address";
    private static final String DATABASE_ID = "databaseId";

    static GraphOrigin of(Connection connection, Connection.Database database) {
        return new GraphOrigin(connection.address(), database.id());
    }

    Map<String, String> source() {
        return Map.of(ADDRESS, address, DATABASE_ID, databaseId);
    }

    /**
     * The origin of the graph in a folder.
     *
     * @throws KithException where its nodes come from no database
     */
    public static GraphOrigin of(Path folder) {
        Map<String, String> source =
                Files.isRegularFile(folder.resolve(GraphFolder.DESCRIPTION)) ? GraphFolder.source(folder) : Map.of();
        if (!source.containsKey(ADDRESS) || !source.containsKey(DATABASE_ID)) {
            throw new KithException(
                    "The graph in " + folder + " was not exported from a database, so its nodes cannot be"
                            + " found in one; name the server as GRAPH, or a folder that 'kith export' made.");
        }
        return new GraphOrigin(source.get(ADDRESS), source.get(DATABASE_ID));
    }

    /** @throws KithException where the connection leads to another database */
    public void check(Connection connection) {
        Connection.Database database = connection.database();
        if (!database.id().equals(databaseId)) {
            throw new KithException(
                    ("The database '%s' at %s is not the one the graph was exported from (its id is %.8s…,"
                                    + " the graph's %.8s…); nothing was written. Export the graph again, or name the address of its"
                                    + " database.")
                            .formatted(database.name(), connection.address(), database.id(), databaseId));
        }
    }
}
