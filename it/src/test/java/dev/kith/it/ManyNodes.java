package dev.kith.it;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** So many nodes in a server that predictions for them are written in several transactions. */
record ManyNodes(PlantedGraph graph) {
    private static final int NODES = 80_000;
    private static final Map<String, Object> PROJECTION = Map.of("labels", List.of("Many"));

    ManyNodes(TestServer server) {
        this(new PlantedGraph(server));
    }

    /** Puts them there, alone, some with values that predictions will replace, and trains a model named {@code many}. */
    void plant() {
        graph.forget();
        try (Driver driver = graph.server().driver();
                Session session = driver.session()) {
            session.run(
                            "UNWIND range(0, $nodes - 1) AS i CALL (i) { CREATE (n:Many {class: i % 2, x: i % 7 / 7.0})"
                                    + " SET n.predictedClass = CASE WHEN i % 3 = 0 THEN 7 END,"
                                    + " n.confidence = CASE WHEN i % 5 = 0 THEN 0.125 END }"
                                    + " IN TRANSACTIONS OF 20000 ROWS",
                            Map.of("nodes", NODES))
                    .consume();
        }
        graph.call(
                "kith.nodeClassification.train",
                PROJECTION,
                Map.of(
                        "modelName",
                        "many",
                        "model",
                        "mlp",
                        "targetProperty",
                        "class",
                        "featureProperties",
                        List.of("x"),
                        "epochs",
                        1));
    }

    /** Begins to write the model's predictions. */
    CompletableFuture<Record> write() {
        return CompletableFuture.supplyAsync(
                () -> graph.call("kith.nodeClassification.write", PROJECTION, Map.of("modelName", "many")));
    }

    /** The run that writes now, when a part of it is there. */
    String runThatHasBegun() {
        return graph.await("MATCH (r:KithRun) WHERE r.applied >= 1 RETURN r.id")
                .get(0)
                .asString();
    }

    /** A hash of all the nodes with all their properties. */
    String dump() {
        try (Driver driver = graph.server().driver();
                Session session = driver.session()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            session.run("MATCH (n) WHERE NOT n:KithRun AND NOT n:KithRunPart"
                            + " RETURN elementId(n), labels(n), properties(n) ORDER BY id(n)")
                    .forEachRemaining(row -> digest.update((row.get(0).asString()
                                    + row.get(1).asList()
                                    + new TreeMap<>(row.get(2).asMap()))
                            .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
