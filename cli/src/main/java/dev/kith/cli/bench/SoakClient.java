package dev.kith.cli.bench;

import dev.kith.graph.KithException;
import dev.kith.graph.random.CounterRandom;
import dev.kith.ingest.connection.Connection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.neo4j.driver.Record;

/**
 * A client of the server's soak: it trains, writes, exports, counts and calls trainings off in a random order, and looks
 * each time whether the database holds what it should. What it writes at the nodes is called after it; the counter is
 * everybody's.
 */
final class SoakClient {
    private static final List<String> MODELS = List.of("gcn", "sage", "mlp");
    private static final long CANCEL_SECONDS = 60;

    private final Connection connection;
    private final int number;
    private final int nodes;
    private final long seed;
    private final Map<Deed, Long> deeds = new EnumMap<>(Deed.class);
    private final String prediction;
    private final String graph;
    private String model;
    /** Whether the model has not written yet. */
    private boolean fresh;

    /** What a client does. */
    enum Deed {
        TRAIN,
        WRITE,
        EXPORT,
        COUNT,
        CANCEL,
        KILL
    }

    /** @param nodes of the graph */
    SoakClient(Connection connection, int number, int nodes, long seed) {
        this.connection = connection;
        this.number = number;
        this.nodes = nodes;
        this.seed = seed;
        this.prediction = "predicted" + number;
        this.graph = "soak-" + number;
    }

    /** Goes on until it is told to stop; how often it did what. */
    Map<Deed, Long> run(BooleanSupplier over) {
        rows(
                "CALL kith.graph.project($graph, {labels: ['Node'], types: ['ARC'], nodeProperties: ['features']})",
                Map.of("graph", graph));
        for (long step = 0; !over.getAsBoolean(); step++) {
            Deed deed = choose(step);
            switch (deed) {
                case TRAIN -> train(step);
                case WRITE -> write(step);
                case EXPORT -> export(step);
                case COUNT -> count();
                case CANCEL, KILL -> end(step, deed);
            }
            deeds.merge(deed, 1L, Long::sum);
        }
        return deeds;
    }

    private Deed choose(long step) {
        int drawn = below(step, 0, 16);
        if (model == null || drawn < 4) {
            return Deed.TRAIN;
        }
        return drawn < 8
                ? Deed.WRITE
                : drawn < 10 ? Deed.EXPORT : drawn < 13 ? Deed.COUNT : drawn < 15 ? Deed.CANCEL : Deed.KILL;
    }

    private int below(long step, int draw, int bound) {
        return CounterRandom.below(seed, number, 8 * step + draw, bound);
    }

    private void train(long step) {
        String name = graph + "-" + step;
        rows(
                "CALL kith.nodeClassification.train($graph, {modelName: $name, model: $model, targetProperty: 'class',"
                        + " epochs: $epochs, randomSeed: $seed}) YIELD trainMillis",
                Map.of(
                        "graph",
                        graph,
                        "name",
                        name,
                        "model",
                        MODELS.get(below(step, 1, MODELS.size())),
                        "epochs",
                        10 + below(step, 2, 40),
                        "seed",
                        step));
        if (model != null) {
            rows("CALL kith.model.drop($name) YIELD modelName", Map.of("name", model));
        }
        model = name;
        fresh = true;
    }

    /** Writes predictions and looks at them; those of a new model are taken back every other time. */
    private void write(long step) {
        List<Object> before = written();
        Record row = rows(
                        "CALL kith.nodeClassification.write($graph, {modelName: $name, writeProperty: $property,"
                                + " confidenceProperty: $property + 'Sure'}) YIELD nodePropertiesWritten, nodesSkipped, runId",
                        Map.of("graph", graph, "name", model, "property", prediction))
                .getFirst();
        check(row.get(0).asLong() == 2L * nodes && row.get(1).asLong() == 0, "wrote " + row.asMap());
        List<Object> after = written();
        check(after.getFirst().equals((long) nodes), "has predictions at " + after.getFirst() + " nodes");
        check(fresh || after.equals(before), "wrote the same predictions, and finds others");
        if (fresh && below(step, 3, 2) == 0) {
            Record back = rows(
                            "CALL kith.run.rollback($run) YIELD nodePropertiesRestored, nodePropertiesSkipped",
                            Map.of("run", row.get(2).asString()))
                    .getFirst();
            check(back.get(1).asLong() == 0, "took back " + back.asMap());
            check(written().equals(before), "took back a run, and finds not what was there before it");
        } else {
            fresh = false;
        }
    }

    private List<Object> written() {
        Record row = rows(
                        "MATCH (n:Node) RETURN count(n[$property]), sum(n[$property]), sum(n[$property] * n.id)",
                        Map.of("property", prediction))
                .getFirst();
        return List.copyOf(row.asMap().values());
    }

    /** Every other time only its beginning. */
    private void export(long step) {
        boolean whole = below(step, 4, 2) == 0;
        List<Record> chunks = rows(
                "CALL kith.graph.export({labels: ['Node'], types: ['ARC'], nodeProperties: ['features', 'class']},"
                        + " {chunkBytes: 65536}) YIELD table, chunk RETURN table, chunk LIMIT $most",
                Map.of("most", whole ? 100_000 : 1));
        check(!whole || chunks.getLast().get(0).asString().equals("relationships"), "exported nodes only");
    }

    private void count() {
        rows("MATCH (c:Counter) SET c.n = c.n + 1 RETURN c.n", Map.of());
    }

    /** A training that would last for hours, called off or killed after a while. */
    private void end(long step, Deed how) {
        CompletableFuture<List<Record>> training = CompletableFuture.supplyAsync(() -> rows(
                "CALL kith.nodeClassification.train($graph, {modelName: 'never', targetProperty: 'class',"
                        + " epochs: 1000000, patience: 1000000}) YIELD trainMillis",
                Map.of("graph", graph)));
        Record job = job(how);
        pause(below(step, 5, 800));
        if (how == Deed.CANCEL) {
            rows(
                    "CALL kith.job.cancel($id) YIELD status",
                    Map.of("id", job.get("jobId").asString()));
        } else {
            ProcessHandle.of(job.get("workerPid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
        }
        try {
            training.get(CANCEL_SECONDS, TimeUnit.SECONDS);
            check(false, "trained to the end what was called off");
        } catch (ExecutionException e) {
            String expected = how == Deed.CANCEL ? "was cancelled" : "ended with code 137";
            check(String.valueOf(e.getCause().getMessage()).contains(expected), "met " + e.getCause());
        } catch (TimeoutException e) {
            check(false, "waits for a job that was ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** The own job, waiting or running; to be killed it must run. */
    private Record job(Deed how) {
        List<String> states = how == Deed.CANCEL ? List.of("queued", "running") : List.of("running");
        for (int tries = 0; tries < 10 * CANCEL_SECONDS; tries++) {
            List<Record> jobs = rows(
                    "CALL kith.job.list() YIELD jobId, job, status, workerPid"
                            + " WHERE job ENDS WITH $graph AND status IN $states AND ($how = 'CANCEL' OR workerPid > 0)"
                            + " RETURN jobId, workerPid",
                    Map.of("graph", " " + graph, "states", states, "how", how.name()));
            if (!jobs.isEmpty()) {
                return jobs.getFirst();
            }
            pause(100);
        }
        throw new KithException("Client " + number + " does not find its job.");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new KithException("Client " + number + " " + what + ".");
        }
    }

    private List<Record> rows(String query, Map<String, Object> parameters) {
        return connection.write(tx -> tx.run(query, parameters).list());
    }
}
