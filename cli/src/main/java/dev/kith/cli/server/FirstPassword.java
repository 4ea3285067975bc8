package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Gives a server its password before it starts for the first time, with Neo4j's own tool. */
final class FirstPassword {

    private static final int SECONDS = 60;

    private FirstPassword() {}

    /**
     * Sets the password of {@code access}. The tool takes it as an argument, and other users of the machine can see
     * arguments: so the whole command line goes through a file that only the owner can read.
     */
    static void set(ServerSettings settings, ServerHome home, ServerAccess access) throws IOException {
        Path output = home.folder().resolve("logs/set-initial-password.log");
        Path arguments = Files.createTempFile(home.folder(), "password", ".args");
        try {
            Files.writeString(
                    arguments,
                    "-cp \"%s\" org.neo4j.cli.AdminTool dbms set-initial-password -- \"%s\""
                            .formatted(settings.distribution().classPath(), access.password()));
            ProcessBuilder tool = new ProcessBuilder(settings.java().java(), "@" + arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            tool.environment().put("NEO4J_HOME", home.folder().toString());
            tool.environment().put("NEO4J_CONF", home.configuration().toString());
            Process process = tool.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new KithException(
                        "The server's first password could not be set; what Neo4j's tool said is in " + output + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KithException("The start of the server was interrupted.", e);
        } finally {
            Files.delete(arguments);
        }
    }
}
