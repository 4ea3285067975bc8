package dev.kith.ingest.connection;

import dev.kith.graph.KithException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionContext;

/**
 * An open, verified connection to a Neo4j server. Work in managed transactions is repeated when the server reports a
 * transient error; every other failure becomes a {@link KithException} of one sentence.
 */
public final class Connection implements AutoCloseable {
    private static final long CONNECT_SECONDS = 10;

    private final Driver driver;
    private final ServerAddress address;

    private Connection(Driver driver, ServerAddress address) {
        this.driver = driver;
        this.address = address;
    }

    /** Connects and logs in, or says why that is not possible. */
    public static Connection open(ServerAddress address) {
        Config config = Config.builder()
                .withConnectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(0, TimeUnit.SECONDS)
                .withLogging(Logging.slf4j())
                .withUserAgent("kith")
                .build();
        return ConnectionFailure.explaining(address.uri(), () -> {
            Driver driver =
                    GraphDatabase.driver(address.uri(), AuthTokens.basic(address.user(), address.password()), config);
            try {
                driver.verifyConnectivity();
            } catch (RuntimeException e) {
                driver.close();
                throw e;
            }
            return new Connection(driver, address);
        });
    }

    /** Where the server is, as it can be given again: a URI, or {@code local:DIR}. */
    public String address() {
        return address.address();
    }

    /**
     * The database that this connection works on.
     *
     * @param id drawn when the store was made: it tells databases apart whatever their address and name
     */
    public record Database(String id, String name) {}

    public Database database() {
        return read(1, tx -> {
            Record row = tx.run("CALL db.info() YIELD id, name RETURN id, name").single();
            return new Database(row.get(0).asString(), row.get(1).asString());
        });
    }

    /** Runs {@code work} in a write transaction; may run it again after a transient error. */
    public <T> T write(Function<TransactionContext, T> work) {
        return explaining(() -> {
            try (Session session = driver.session()) {
                return session.executeWrite(work::apply);
            }
        });
    }

    /**
     * Runs {@code work} in a read transaction.
     *
     * @param fetchSize records that may be under way at a time; small where each is large
     */
    public <T> T read(long fetchSize, Function<TransactionContext, T> work) {
        SessionConfig config = SessionConfig.builder().withFetchSize(fetchSize).build();
        return explaining(() -> {
            try (Session session = driver.session(config)) {
                return session.executeRead(work::apply);
            }
        });
    }

    /** The version of Kith's procedures in the server; says which jar to put where if there are none. */
    public String pluginVersion() {
        return read(1, tx -> tx.run("CALL kith.version() YIELD version RETURN version")
                .single()
                .get(0)
                .asString());
    }

    private <T> T explaining(Supplier<T> work) {
        return ConnectionFailure.explaining(address.uri(), () -> Retry.untilItHolds(work));
    }

    @Override
    public void close() {
        driver.close();
    }
}
