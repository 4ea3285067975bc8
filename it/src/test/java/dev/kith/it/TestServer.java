package dev.kith.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** A server to test against, wherever it runs. */
record TestServer(String uri, String user, String password) {
    /** A driver takes longer to make than a query to answer; these end with this JVM. */
    private static final Map<TestServer, Driver> DRIVERS = new ConcurrentHashMap<>();

    /** A driver of the caller's own, which soon says that a server is gone. */
    Driver driver() {
        Config config = Config.builder()
                .withMaxTransactionRetryTime(5, TimeUnit.SECONDS)
                .build();
        return GraphDatabase.driver(uri, AuthTokens.basic(user, password), config);
    }

    private Driver shared() {
        return DRIVERS.computeIfAbsent(this, TestServer::driver);
    }

    /** The rows of one query. */
    List<Record> run(String query, Map<String, Object> parameters) {
        return shared().executableQuery(query)
                .withParameters(parameters)
                .execute()
                .records();
    }

    List<Record> run(String query) {
        return run(query, Map.of());
    }

    /** Removes what other tests have left in the database. */
    void clear() {
        try (Session session = shared().session()) {
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
                    .consume();
        }
    }
}
