package dev.kith.cli.server;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs Neo4j's own tool for what must be done to a server's home while the server does not run. */
final class AdminTool {
    private AdminTool() {}

    /**
     * Runs one command of the tool in the server's home. Other users of the machine can see the arguments of a process: so the whole command
     * line goes through a file that only the owner can read.
     *
     * @param name the command in one word, for its log
     * @param seconds after which it is given up
     * @param failure the sentence that says what could not be done
     */
    static void run(
            ServerSettings settings, ServerHome home, String name, List<String> command, int seconds, String failure)
            throws IOException {
        Path output = home.folder().resolve("logs/" + name + ".log");
        Path arguments = Files.createTempFile(home.folder(), name, ".args");
        try {
            Files.writeString(
                    arguments,
                    "-cp \"%s\" org.neo4j.cli.AdminTool %s"
                            .formatted(
                                    settings.distribution().classPath(),
                                    command.stream().map(AdminTool::quoted).collect(Collectors.joining(" "))));
            ProcessBuilder tool = new ProcessBuilder(settings.java().java(), "@" + arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            tool.directory(home.folder().toFile());
            tool.command().addAll(1, Neo4jDistribution.jvmFlags(settings.java()));
            tool.command().addAll(1, settings.jvmOptions());
            tool.environment().put("NEO4J_HOME", home.folder().toString());
            tool.environment().put("NEO4J_CONF", home.configuration().toString());
            Process process = tool.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                String reason = AdminFailure.reason(output.getParent());
                throw new KithException(failure
                        + (reason.isEmpty() ? "" : " Neo4j's tool: " + reason)
                        + (reason.isEmpty() || reason.endsWith(".") ? "" : ".")
                        + " All it said is in " + output + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KithException("Neo4j's tool was interrupted.", e);
        } finally {
            Files.delete(arguments);
        }
    }

    /** As a Java argument file reads it: a backslash escapes. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
