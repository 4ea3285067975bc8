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
    private static final Neo4jContainer<?> CONTAINER = new Neo4jContainer<>(
                    "neo4j:" + Neo4jRelease.CURRENT.version() + "-community")
            .withAdminPassword(PASSWORD)
            .withPlugins(MountableFile.forHostPath(Neo4jRelease.plugin()));

    ServerContainerIT() {
        super(new TestServer(CONTAINER.getBoltUrl(), "neo4j", PASSWORD));
    }
}
