package dev.kith.it;

import java.nio.file.Path;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Learning from Cypher in Kith's own image, the learner's Java included, where Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class NodeClassificationContainerIT extends NodeClassificationContract {

    private static final String PASSWORD = "container-password";
    private static final int BOLT = 7687;

    @Container
    private static final GenericContainer<?> CONTAINER = container();

    NodeClassificationContainerIT() {
        super(new TestServer("bolt://" + CONTAINER.getHost() + ":" + CONTAINER.getMappedPort(BOLT), "neo4j", PASSWORD));
    }

    /** The image of docker/Dockerfile, of what the build left. */
    private static GenericContainer<?> container() {
        // withDockerfile would send the folder that the file lies in, and none of these.
        ImageFromDockerfile image =
                new ImageFromDockerfile().withFileFromPath("Dockerfile", Path.of("../docker/Dockerfile"));
        for (String part : List.of("bin", "lib", "plugin", "neo4j/plugins")) {
            image.withFileFromPath(
                    "cli/target/kith/" + part, Path.of("../cli/target/kith").resolve(part));
        }
        return new GenericContainer<>(image)
                .withEnv("NEO4J_AUTH", "neo4j/" + PASSWORD)
                .withExposedPorts(BOLT)
                .waitingFor(Wait.forLogMessage(".* Started\\.\\s*", 1));
    }
}
