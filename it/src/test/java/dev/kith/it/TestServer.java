package dev.kith.it;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** A server to test against, wherever it runs. */
record TestServer(String uri, String user, String password) {

    Driver driver() {
        return GraphDatabase.driver(uri, AuthTokens.basic(user, password));
    }

    /** The rows of one query. */
    List<Record> run(String query, Map<String, Object> parameters) {
        try (Driver driver = driver()) {
            return driver.executableQuery(query)
                    .withParameters(parameters)
                    .execute()
                    .records();
        }
    }

    List<Record> run(String query) {
        return run(query, Map.of());
    }

    /** Removes what other tests have left in the database. */
    void clear() {
        try (Driver driver = driver();
                Session session = driver.session()) {
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
                    .consume();
        }
    }
}
