package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.Reject;
import dev.kith.ingest.offline.ImportFiles;
import dev.kith.ingest.offline.ImportTables;
import dev.kith.ingest.write.WriteMode;
import java.nio.file.Path;
import org.neo4j.driver.Record;

/**
 * A delivery into a database that does not exist yet, by Neo4j's offline importer: first {@link #write} makes its files,
 * then the importer runs, then {@link #complete} checks what the server has and notes it, so that the same files are not
 * delivered again.
 */
public final class FirstLoad {
    private final MappedFiles files;
    private final DeliveryOptions options;
    private final long start = System.nanoTime();
    private String content;
    private long nodes;
    private long relationships;
    private long rejected;

    /** @throws KithException where the options ask for what only a running server can do */
    public FirstLoad(MappedFiles files, DeliveryOptions options) {
        check(options);
        this.files = files;
        this.options = options;
    }

    /** @throws KithException where the options ask for what only a running server can do */
    public static void check(DeliveryOptions options) {
        if (options.missing() != MissingEnd.FAIL) {
            throw new KithException(
                    "The importer stops at a relationship whose source or target is missing; --offline goes with --missing FAIL only.");
        }
        if (options.mode() == WriteMode.MERGE) {
            throw new KithException("The importer only creates; --offline does not go with --mode MERGE.");
        }
        if (options.rerunChanged() || !options.plugin()) {
            throw new KithException(
                    "A first load finds no run before it and sends no rows to a server; --offline does not"
                            + " go with " + (options.rerunChanged() ? "--changed rerun." : "--no-plugin."));
        }
    }

    /** Reads all rows and writes them into {@code folder} as the importer takes them. */
    public ImportFiles write(Path folder) {
        content = files.contentHash() + "/" + Dealer.DEALING;
        try (RejectFile rejects = options.rejects() == null ? null : new RejectFile(options.rejects())) {
            ImportTables tables = new ImportTables(folder, reject -> note(rejects, reject));
            files.nodes(tables);
            files.relationships(tables);
            files.changedFile().ifPresent(file -> {
                throw new KithException(
                        "The file %s was changed while it was read. Nothing is written; run the command again when it is complete."
                                .formatted(file));
            });
            if (rejects != null) {
                rejects.complete();
            }
            nodes = tables.nodes();
            relationships = tables.relationships();
            rejected = tables.rejected();
            return tables.files();
        }
    }

    private static void note(RejectFile rejects, Reject reject) {
        if (rejects == null) {
            throw new KithException(
                    "%s is refused: %s. Correct it, or go on without such rows and have them listed with --rejects FILE."
                            .formatted(reject.origin().place(), reject.reason()));
        }
        rejects.add(reject);
    }

    /**
     * Checks that the new database has every row, makes the constraints, and notes that all is delivered.
     *
     * @throws KithException where it has another number of nodes or relationships
     */
    public DeliveryReport complete(Connection connection) {
        Record there = connection.read(1, tx -> tx.run("RETURN COUNT { MATCH (n) }, COUNT { MATCH ()-[r]->() }")
                .single());
        if (there.get(0).asLong() != nodes || there.get(1).asLong() != relationships) {
            throw new KithException(
                    "%s: %,d nodes and %,d relationships were handed to the importer, and the database has %,d and %,d. Delete its folder and run the command without --offline."
                            .formatted(
                                    files.name(),
                                    nodes,
                                    relationships,
                                    there.get(0).asLong(),
                                    there.get(1).asLong()));
        }
        KeyConstraints.create(connection, files.keys());
        Cursor cursor = new Cursor(connection, options.pipeline(), files.sources(), files.name());
        cursor.begin(null, 1, options.pipeline(), files.name(), content, WriteMode.CREATE);
        Totals totals = new Totals(nodes, relationships, nodes, relationships, rejected);
        long rows = nodes + relationships + rejected;
        cursor.complete(rows, totals);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new DeliveryReport(
                cursor.id(),
                cursor.run(),
                files.name(),
                WriteMode.CREATE,
                "offline",
                0,
                rows,
                totals,
                0,
                false,
                // The importer does both at a time.
                seconds,
                0,
                0);
    }
}
