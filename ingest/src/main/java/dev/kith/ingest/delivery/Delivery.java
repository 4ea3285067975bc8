package dev.kith.ingest.delivery;

import dev.kith.graph.KithException;
import dev.kith.ingest.Progress;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.CypherName;
import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.EntitySink;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.Reject;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;
import dev.kith.ingest.write.Lanes;
import dev.kith.ingest.write.WriteMode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One run that brings files into a database, from where the run before it came to. */
public final class Delivery {
    private static final int LANES = 2;
    /** Units that may wait for each lane. */
    private static final int WAITING = 3;

    private final Connection connection;
    private final MappedFiles files;
    private final DeliveryOptions options;
    private final RowWriter writer;
    private final Cursor cursor;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong units = new AtomicLong();
    private final AtomicLong rowsByCypher = new AtomicLong();
    private long rows;
    private long rowsBefore;
    private long rejectedRows;

    private Delivery(Connection connection, MappedFiles files, DeliveryOptions options) {
        this.connection = connection;
        this.files = files;
        this.options = options;
        RowWriter cypher = new CountedRows(new CypherWriter(), rowsByCypher);
        this.writer = options.plugin() && PluginWriter.isThere(connection) ? new PluginWriter(cypher) : cypher;
        this.cursor = new Cursor(connection, options.pipeline(), files.sources(), files.name());
    }

    /**
     * Writes what is not written yet. If that fails half-way, the same call goes on from there.
     *
     * @throws KithException where the server fails, a row cannot be written and no file of rejects is named, or the
     *     source is another than the run before had
     */
    public static DeliveryReport run(Connection connection, MappedFiles files, DeliveryOptions options) {
        return new Delivery(connection, files, options).deliver();
    }

    /** Whether a run of these files is not complete, so that {@link #run} goes on with it. */
    public static boolean goesOn(Connection connection, MappedFiles files, DeliveryOptions options) {
        Cursor.Found found = new Cursor(connection, options.pipeline(), files.sources(), files.name()).find();
        return found != null
                && !found.status().equals("complete")
                && found.content().equals(content(files));
    }

    private static String content(MappedFiles files) {
        return files.contentHash() + "/" + Dealer.DEALING;
    }

    private DeliveryReport deliver() {
        return deliver(content(files));
    }

    private DeliveryReport deliver(String content) {
        Cursor.Found found = cursor.find();
        boolean same = found != null && found.content().equals(content);
        if (same && found.status().equals("complete")) {
            return wasComplete(found);
        }
        if (found != null && !same && !options.rerunChanged()) {
            throw new ChangedSource(
                    ("%s is not what the run before it read (%s). Give it back as it was, or write all of it again with"
                                    + " --changed rerun, which merges it into what is there.")
                            .formatted(files.name(), found.status()));
        }
        if (same && options.mode() != null && options.mode() != found.mode()) {
            throw new KithException(
                    "The run that %s goes on from writes with %s, so that it cannot go on with --mode %s. Leave --mode out, or delete (:%s {id: '%s'}) to begin anew."
                            .formatted(files.name(), found.mode(), options.mode(), Cursor.LABEL, cursor.id()));
        }
        if (found != null && !same && options.mode() == WriteMode.CREATE) {
            throw new KithException(
                    "%s is written again into what is there, which --mode CREATE cannot do. Leave --mode out."
                            .formatted(files.name()));
        }
        KeyConstraints.create(connection, files.keys());
        WriteMode mode = found == null ? mode() : same ? found.mode() : WriteMode.MERGE;
        CommittedUnits committed = same
                ? cursor.resume(found, LANES)
                : cursor.begin(found, LANES, options.pipeline(), files.name(), content, mode);
        if (committed == null) {
            // Another run came between; what it has made of the cursor decides.
            return deliver(content);
        }
        try {
            return write(mode, committed);
        } catch (RuntimeException e) {
            cursor.failed(e, files.changedFile().isPresent());
            throw e;
        }
    }

    private DeliveryReport wasComplete(Cursor.Found found) {
        Totals totals = found.totals();
        long all = totals.nodes() + totals.relationships() + totals.rejected();
        return new DeliveryReport(
                cursor.id(),
                cursor.run(),
                files.name(),
                found.mode(),
                writer.name(),
                0,
                all,
                totals,
                all,
                true,
                0,
                0,
                0);
    }

    private WriteMode mode() {
        if (options.mode() != null) {
            return options.mode();
        }
        boolean empty = files.keys().stream().map(NodeKey::label).distinct().allMatch(label -> {
            String query = "MATCH (n:" + CypherName.quote(label) + ") RETURN count(n)";
            return connection.<Long>read(1, tx -> tx.run(query).single().get(0).asLong()) == 0;
        });
        return empty ? WriteMode.CREATE : WriteMode.MERGE;
    }

    private DeliveryReport write(WriteMode mode, CommittedUnits committed) {
        try (RejectFile rejects = options.rejects() == null ? null : new RejectFile(options.rejects())) {
            Writing writing = new Writing(mode, committed, rejects, new HashSet<>(cursor.unitsWithRejects()));
            double nodeSeconds = writing.phase("nodes", files::nodes);
            double relationshipSeconds = writing.phase("relationships", files::relationships);
            files.changedFile().ifPresent(file -> {
                throw new KithException(
                        "The file %s was changed while it was read, so that rows of before and after are in the database. When it is complete, write all of it again with --changed rerun."
                                .formatted(file));
            });
            Totals totals = cursor.totals().withRejected(rejectedRows);
            check(totals);
            if (rejects != null) {
                rejects.complete();
            }
            cursor.complete(rows, totals);
            return new DeliveryReport(
                    cursor.id(),
                    cursor.run(),
                    files.name(),
                    mode,
                    writer.name(),
                    rowsByCypher.get(),
                    rows,
                    totals,
                    rowsBefore,
                    false,
                    nodeSeconds,
                    relationshipSeconds,
                    attempts.get() - units.get());
        }
    }

    /** Rows in are rows written plus rows rejected, as the database has counted them in the transactions themselves. */
    private void check(Totals totals) {
        long accounted = totals.nodes() + totals.relationships() + totals.rejected();
        if (accounted != rows) {
            throw new KithException(
                    "%s: %,d rows were read, and %,d were written and %,d rejected, a difference of %,d. Delete (:%s {id: '%s'}) and run the command again with --mode MERGE."
                            .formatted(
                                    files.name(),
                                    rows,
                                    accounted - totals.rejected(),
                                    totals.rejected(),
                                    rows - accounted,
                                    Cursor.LABEL,
                                    cursor.id()));
        }
    }

    /** The part of a run in which rows flow. */
    private final class Writing implements EntitySink {
        private final WriteMode mode;
        private final CommittedUnits committed;
        private final RejectFile rejects;
        private final Set<Long> unitsWithRejects;
        private final Dealer dealer = new Dealer(this::take);
        private Lanes<Unit> lanes;

        Writing(WriteMode mode, CommittedUnits committed, RejectFile rejects, Set<Long> unitsWithRejects) {
            this.mode = mode;
            this.committed = committed;
            this.rejects = rejects;
            this.unitsWithRejects = unitsWithRejects;
        }

        /** All of the nodes are written before the first relationship. */
        double phase(String name, Consumer<EntitySink> read) {
            try (Progress progress = Progress.start(name, OptionalLong.empty())) {
                lanes = new Lanes<>(LANES, WAITING, (lane, unit) -> {
                    writeUnit(lane, unit);
                    progress.add(unit.rows());
                });
                try {
                    read.accept(this);
                    dealer.flush();
                } catch (RuntimeException e) {
                    lanes.abandon(e);
                    throw e;
                }
                lanes.finish();
                return progress.seconds();
            }
        }

        @Override
        public void accept(Entity entity) {
            rows++;
            dealer.add(entity);
        }

        @Override
        public void reject(Reject reject) {
            rows++;
            rejectedRows++;
            note(reject);
        }

        private void take(Unit unit, int firstPart, int secondPart) {
            if (!committed.contains(unit.number())) {
                lanes.submit(unit, firstPart, secondPart);
                return;
            }
            rowsBefore += unit.rows();
            if (unitsWithRejects.contains(unit.number())) {
                note(unit, cursor.rejected(unit.number()));
            }
        }

        private void writeUnit(int lane, Unit unit) {
            units.incrementAndGet();
            Map<Integer, String> rejected;
            try {
                rejected = writeUnit(lane, unit, Map.of());
            } catch (KithException e) {
                if (!RefusedRows.mayBeWhy(e)) {
                    throw e;
                }
                SortedMap<Integer, String> refused =
                        RefusedRows.of(connection, writer, mode, options.missing(), unit, rejects == null);
                if (refused.isEmpty()) {
                    throw e;
                }
                if (rejects == null) {
                    note(unit, refused);
                }
                rejected = writeUnit(lane, unit, refused);
            }
            committed.add(lane, unit.number());
            note(unit, rejected == null ? cursor.rejected(unit.number()) : rejected);
        }

        /** @return the rows that were not written, those refused before among them; null if it was committed before */
        private Map<Integer, String> writeUnit(int lane, Unit unit, Map<Integer, String> refused) {
            return connection.write(tx -> {
                attempts.incrementAndGet();
                if (cursor.isCommitted(tx, lane, unit.number())) {
                    return null;
                }
                Map<Integer, String> reasons = new TreeMap<>(refused);
                Totals totals = Totals.NONE.withRejected(refused.size());
                for (Unit.Part part : unit.parts(refused.keySet())) {
                    List<Entity> entities = part.rows();
                    RowWriter.Written written = writer.write(tx, part.shape(), entities, mode, options.missing());
                    if (!written.rejected().isEmpty() && options.missing() == MissingEnd.FAIL) {
                        throw refused(entities, written);
                    }
                    written.rejected()
                            .forEach((row, reason) -> reasons.put(part.places().get(row), reason));
                    totals = totals.plus(totals(part.shape(), entities.size(), written));
                }
                cursor.note(tx, lane, unit.number(), committed.with(lane, unit.number()), totals, reasons);
                return reasons;
            });
        }

        private static Totals totals(Shape shape, long all, RowWriter.Written written) {
            long count = all - written.rejected().size();
            boolean isNodes = shape instanceof Shape.Nodes;
            return new Totals(
                    isNodes ? count : 0,
                    isNodes ? 0 : count,
                    written.nodesCreated(),
                    written.relationshipsCreated(),
                    written.rejected().size());
        }

        private static KithException refused(List<Entity> entities, RowWriter.Written written) {
            int first = written.rejected().firstKey();
            return new KithException(
                    ("%s: %s (%,d such rows in this batch). Ingest the nodes first, or use --missing skip or --missing"
                                    + " create; the same command goes on from there.")
                            .formatted(
                                    entities.get(first).origin().place(),
                                    written.rejected().get(first),
                                    written.rejected().size()));
        }

        private void note(Unit unit, Map<Integer, String> rejected) {
            if (!rejected.isEmpty()) {
                List<Entity> entities = unit.entities();
                rejected.forEach(
                        (row, reason) -> note(new Reject(entities.get(row).origin(), reason)));
            }
        }

        private void note(Reject reject) {
            if (rejects == null) {
                throw new KithException(
                        "%s is refused: %s. Correct it, or go on without such rows and have them listed with --rejects FILE."
                                .formatted(reject.origin().place(), reject.reason()));
            }
            rejects.add(reject);
        }
    }
}
