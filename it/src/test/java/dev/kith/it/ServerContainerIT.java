package dev.kith.it;

import org.testcontainers.containers.Neo4jContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.MountableFile;

/** Kith in the official image, where Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class ServerContainerIT extends ServerContract {

    private static final String PASSWORD = "container-password";

    @Container
    private static final Neo4jContainer<?> CONTAINER = container();

    ServerContainerIT() {
        super(server(CONTAINER));
    }

    /** The official image of the current release, with Kith's plugin in it. */
    static Neo4jContainer<?> container() {
        return new Neo4jContainer<>("neo4j:" + Neo4jRelease.CURRENT.version() + "-community")
                .withAdminPassword(PASSWORD)
                .withPlugins(MountableFile.forHostPath(Neo4jRelease.plugin()));
    }

    static TestServer server(Neo4jContainer<?> container) {
        return new TestServer(container.getBoltUrl(), "neo4j", PASSWORD);
    }
}
