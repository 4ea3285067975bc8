package dev.kith.cli.command;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith serve}: a local Neo4j server with Kith and Graph Data Science, until Ctrl-C. */
@Command(
        name = "serve",
        description = "Starts a local Neo4j server with Kith and Graph Data Science in it, and keeps it until Ctrl-C.")
public final class Serve implements Callable<Integer> {

    private static final int BOLT_PORT = 7687;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The server's home; its data stay there (default: server/ in KITH_HOME or ~/.kith).")
    private Path folder = Installation.userFolder().resolve("server");

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "The Bolt port on 127.0.0.1, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = BOLT_PORT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ServerSettings settings =
                ServerSettings.of(Installation.current(), folder).withPort(port);
        err.println("Starting Neo4j " + settings.distribution().version() + " in " + settings.home() + " …");
        try (LocalServer server = LocalServer.start(settings)) {
            out.println("Bolt URL  " + server.uri());
            out.println("User      " + server.user());
            out.println("Password  in " + server.accessFile());
            out.println("Try       CALL kith.version()");
            out.println("          RETURN gds.version()");
            out.println("Ctrl-C stops the server; its data stay.");
            out.flush();
            server.awaitStop();
            return 0;
        }
    }
}
