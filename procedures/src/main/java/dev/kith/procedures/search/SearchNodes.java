// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import dev.kith.graph.job.JobSpec;
import dev.kith.procedures.job.Job;
import dev.kith.procedures.job.Jobs;
import dev.kith.procedures.write.OwnTransactions;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/**
 * A search in the graph: a node {@code (:KithSearch {id, …})} and, {@code TRIED} by it, one {@code (:KithTrial {trial, …})}
 * for each trial, written while it goes on. The search's folder is what counts: where a node cannot be written now, it is
 * later, and where somebody has removed the search's node, none are made.
 */
final class SearchNodes implements Jobs.Watch {
    private static final String SEARCH = "KithSearch";
    private static final String TRIAL = "KithTrial";

    private static final RelationshipType TRIED = RelationshipType.withName("TRIED");
    private static final long NANOS_BETWEEN = 1_000_000_000;

    private final SearchCard search;
    private final OwnTransactions transactions;
    private long last = System.nanoTime();
    private volatile Job job;

    SearchNodes(SearchCard search, OwnTransactions transactions) {
        this.search = search;
        this.transactions = transactions;
    }

    /** Makes the search's node, or says at the one that is there that it goes on. */
    void begin(Job begun, String graph) {
        JobSpec spec = search.spec();
        job = begun;
        transactions.commit(transaction -> {
            Node node = find(transaction);
            if (node == null) {
                node = transaction.createNode(Label.label(SEARCH));
                node.setProperty("id", search.id());
                node.setProperty("user", search.owner());
                node.setProperty("graph", graph);
                node.setProperty("task", spec.task());
                node.setProperty("strategy", spec.text("strategy"));
                node.setProperty("startedAt", search.startedAt());
                node.setProperty("tried", 0L);
            }
            node.setProperty("trials", spec.whole("trials"));
            node.setProperty("job", begun.id());
            node.setProperty("status", status(begun));
            node.removeProperty("error");
            node.removeProperty("finishedAt");
            return null;
        });
    }

    private Node find(Transaction transaction) {
        return transaction.findNode(Label.label(SEARCH), "id", search.id());
    }

    @Override
    public void look() {
        if (System.nanoTime() - last >= NANOS_BETWEEN) {
            last = System.nanoTime();
            quietly(this::add);
        }
    }

    private static String status(Job job) {
        return job.status().name().toLowerCase(Locale.ROOT);
    }

    /** Whether the search has not been resumed, by another job, since. */
    private static boolean isOf(Node node, Job job) {
        return job.id().equals(node.getProperty("job", job.id()));
    }

    @Override
    public void ended(Job ended) {
        quietly(this::add);
        quietly(() -> transactions.commit(transaction -> {
            Node node = find(transaction);
            if (node != null && isOf(node, ended)) {
                node.setProperty("status", status(ended));
                node.setProperty("finishedAt", ZonedDateTime.now(ZoneOffset.UTC));
                if (ended.status() == Job.Status.FAILED && !ended.lines().isEmpty()) {
                    node.setProperty("error", ended.lines().get(ended.lines().size() - 1));
                }
            }
            return null;
        }));
    }

    /** The trials that have no node yet: a search goes on whether its nodes can be written or not. */
    private void add() {
        transactions.commit(transaction -> {
            Node node = find(transaction);
            if (node != null) {
                // Nobody else adds before this transaction has committed.
                transaction.acquireWriteLock(node);
                long known = (long) node.getProperty("tried", 0L);
                List<Tried> fresh = search.trials((int) known);
                for (Tried trial : fresh) {
                    node.createRelationshipTo(node(transaction, trial), TRIED);
                    if (trial.score() > (double) node.getProperty("bestScore", 0.0)) {
                        node.setProperty("bestScore", trial.score());
                        node.setProperty("bestTrial", trial.trial());
                    }
                }
                if (!fresh.isEmpty()) {
                    node.setProperty("tried", known + fresh.size());
                }
                Job at = job;
                if (at != null && isOf(node, at) && !status(at).equals(node.getProperty("status", ""))) {
                    node.setProperty("status", status(at));
                }
            }
            return null;
        });
    }

    private Node node(Transaction transaction, Tried trial) {
        Node node = transaction.createNode(Label.label(TRIAL));
        node.setProperty("search", search.id());
        node.setProperty("trial", trial.trial());
        node.setProperty("status", trial.status());
        node.setProperty("score", trial.score());
        node.setProperty("deviation", trial.deviation());
        node.setProperty("model", trial.model());
        node.setProperty("settings", SearchCard.text(trial.settings()));
        node.setProperty("seed", trial.seed());
        node.setProperty(
                "choices", trial.choices().stream().mapToLong(Long::longValue).toArray());
        node.setProperty(
                "parent", trial.parent().stream().mapToLong(Long::longValue).toArray());
        node.setProperty("changed", trial.changed().toArray(String[]::new));
        node.setProperty("inherited", trial.inherited().toArray(String[]::new));
        node.setProperty("reason", trial.reason());
        node.setProperty("epochs", trial.epochs());
        node.setProperty("millis", trial.millis());
        node.setProperty("parameters", trial.parameters());
        return node;
    }

    private static void quietly(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            // The next look, or the next resume, writes what is missing.
        }
    }
}
