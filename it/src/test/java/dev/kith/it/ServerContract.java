package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.AuthenticationException;

/** What Kith needs of a server, whether it is a process or a container. */
abstract class ServerContract {

    private final TestServer server;
    private Driver driver;

    ServerContract(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void connect() {
        driver = server.driver();
    }

    @AfterEach
    void disconnect() {
        driver.close();
    }

    @Test
    void aQueryIsAnswered() {
        assertThat(driver.executableQuery("RETURN 1 + 1 AS two").execute().records())
                .singleElement()
                .satisfies(row -> assertThat(row.get("two").asInt()).isEqualTo(2));
    }

    @Test
    void aWrongPasswordIsRefused() {
        TestServer intruder = new TestServer(server.uri(), server.user(), "not-the-password");
        try (Driver refused = intruder.driver()) {
            assertThatThrownBy(refused::verifyConnectivity).isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void kithIsThereWithoutAnUnrestrictedProcedure() {
        assertThat(driver.executableQuery("SHOW SETTINGS 'dbms.security.procedures.unrestricted' YIELD value")
                        .execute()
                        .records())
                .singleElement()
                .satisfies(row -> assertThat(row.get("value").asString()).isEmpty());
        assertThat(driver.executableQuery("CALL kith.version()").execute().records())
                .hasSize(1);
    }
}
