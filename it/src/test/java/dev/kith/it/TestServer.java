package dev.kith.it;

import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A server to test against, wherever it runs. */
record TestServer(String uri, String user, String password) {

    Driver driver() {
        return GraphDatabase.driver(uri, AuthTokens.basic(user, password));
    }
}
