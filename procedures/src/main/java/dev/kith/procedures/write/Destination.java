// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.neo4j.graphdb.Transaction;

/** What becomes of the rows of a run's predictions in the database. */
public sealed interface Destination {

    /** What the run's marker says of it. */
    Map<String, Object> described();

    /** Properties of nodes that are written. */
    Collection<String> nodeProperties();

    /**
     * Writes some rows, and keeps beside them what takes them back.
     *
     * @param number of the run's transaction
     * @param rows with a column {@code id} of store ids
     * @param guard throws where the calling transaction was terminated
     */
    PredictionRun.Written write(
            Transaction transaction,
            String runId,
            long number,
            VectorSchemaRoot rows,
            int from,
            int to,
            Runnable guard);

    /**
     * Properties of nodes.
     *
     * @param columns column of the predictions by property
     * @param labels of which a node must still have one; none stands for any node
     */
    record NodeProperties(Map<String, String> columns, List<String> labels) implements Destination {
        @Override
        public Map<String, Object> described() {
            return Map.of();
        }

        @Override
        public Collection<String> nodeProperties() {
            return columns.keySet();
        }

        @Override
        public PredictionRun.Written write(
                Transaction transaction,
                String runId,
                long number,
                VectorSchemaRoot rows,
                int from,
                int to,
                Runnable guard) {
            NodeWriter writer = new NodeWriter(transaction, labels, false, guard);
            writer.write((BigIntVector) rows.getVector("id"), RunColumns.of(rows, columns), from, to);
            writer.part().save(transaction, runId, number, labels);
            return new PredictionRun.Written(writer.written(), writer.skipped(), 0);
        }
    }

    /**
     * Relationships from {@code id} to {@code target}.
     *
     * @param columns column of the predictions by property
     * @param rule which of them, and where not
     */
    record Relationships(Map<String, String> columns, RelationshipRule rule) implements Destination {
        @Override
        public Map<String, Object> described() {
            return Map.of(RunMarker.RELATIONSHIP_TYPE, rule.type());
        }

        @Override
        public Collection<String> nodeProperties() {
            return List.of();
        }

        @Override
        public PredictionRun.Written write(
                Transaction transaction,
                String runId,
                long number,
                VectorSchemaRoot rows,
                int from,
                int to,
                Runnable guard) {
            RelationshipWriter writer = new RelationshipWriter(transaction, runId, rule, guard);
            Map<String, FieldVector> values = RunColumns.of(rows, columns);
            writer.write(
                    (BigIntVector) rows.getVector("id"), (BigIntVector) rows.getVector("target"), values, from, to);
            writer.part().save(transaction, runId, number, rule.labels());
            return new PredictionRun.Written(writer.written(), writer.skipped(), writer.occupied());
        }
    }
}
