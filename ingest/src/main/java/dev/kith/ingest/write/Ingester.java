package dev.kith.ingest.write;

import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.source.Source;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a source into a database: a mark, constraints, nodes, relationships, and the check that nothing was lost.
 *
 * @param batchRows rows of one transaction
 * @param writers transactions at the same time
 */
public record Ingester(Connection connection, int batchRows, int writers) {
    private static final Logger LOG = LoggerFactory.getLogger(Ingester.class);

    /** Ten thousand rows a transaction and two writers: what was fastest on a small machine. */
    public Ingester(Connection connection) {
        this(connection, 10_000, 2);
    }

    /**
     * CREATE where no node of the source's labels is there yet, else MERGE. Asking before {@link #ingest} tells a person
     * what will happen.
     */
    public WriteMode chooseMode(Source source) {
        return EntityCounts.of(connection, source).hasNodes() ? WriteMode.MERGE : WriteMode.CREATE;
    }

    /**
     * Ingests everything. If it fails half-way, what is written stays, and a node {@code (:KithIngest)} in the database
     * says so; the same call with MERGE completes it.
     *
     * @throws dev.kith.graph.KithException if the server fails, an endpoint is missing, or the database does not have
     *     an entity for every row at the end
     */
    public IngestReport ingest(Source source, WriteMode mode) {
        IngestMark mark = IngestMark.begin(connection, source, mode);
        RowCounts rows = new RowCounts();
        EntityCounts before;
        IngestReport report;
        try {
            source.keys().forEach(this::constrain);
            before = EntityCounts.of(connection, source);
            report = write(source, mode, mark.id(), rows);
        } catch (RuntimeException e) {
            throw mark.failed(e, " Run the command again with --mode MERGE to complete it.");
        }
        try {
            rows.check(source.name(), mode, before, EntityCounts.of(connection, source));
            mark.complete(report.nodes(), report.relationships());
        } catch (RuntimeException e) {
            throw mark.failed(e, "");
        }
        return report;
    }

    private IngestReport write(Source source, WriteMode mode, String id, RowCounts rows) {

        Phase nodes = phase(
                "nodes",
                source.nodeCount(),
                writing -> source.nodes(batchRows, batch -> {
                    rows.add(batch);
                    writing.submit(new NodeRows(batch, mode), DisjointQueue.NO_PART, DisjointQueue.NO_PART);
                }));
        RowCounts.checkDeclared(source.name(), "nodes", source.nodeCount(), rows.nodeRows());

        Phase relationships = phase("relationships", source.relationshipCount(), writing -> {
            RelationshipBuckets buckets = new RelationshipBuckets(writing, writers, mode, batchRows);
            source.relationships(batchRows, batch -> {
                rows.add(batch);
                buckets.add(batch);
            });
            buckets.flush();
        });
        RowCounts.checkDeclared(source.name(), "relationships", source.relationshipCount(), rows.relationshipRows());

        return new IngestReport(
                id,
                source.name(),
                mode,
                rows.nodeRows(),
                rows.relationshipRows(),
                nodes.created(),
                relationships.created(),
                nodes.seconds(),
                relationships.seconds(),
                nodes.retries() + relationships.retries());
    }

    private void constrain(NodeKey key) {
        String statement = "CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
                .formatted(CypherName.quote(key.label()), CypherName.quote(key.property()));
        LOG.debug("{}", statement);
        connection.write(tx -> tx.run(statement).consume());
    }

    private record Phase(long created, long retries, double seconds) {}

    private Phase phase(String name, OptionalLong total, Consumer<Lanes<Batch>> produce) {
        try (Progress progress = Progress.start(name, total)) {
            Writers writing = new Writers(connection, writers, progress);
            try {
                produce.accept(writing.lanes());
            } catch (RuntimeException e) {
                writing.lanes().abandon(e);
                throw e;
            }
            writing.lanes().finish();
            return new Phase(writing.created(), writing.retries(), progress.seconds());
        }
    }
}
