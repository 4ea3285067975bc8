package dev.kith.it;

import org.testcontainers.containers.Neo4jContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The whole way through the official image, where Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class WayOfTheDataContainerIT extends WayOfTheDataContract {

    @Container
    private static final Neo4jContainer<?> CONTAINER = ServerContainerIT.container();

    WayOfTheDataContainerIT() {
        super(ServerContainerIT.server(CONTAINER));
    }
}
