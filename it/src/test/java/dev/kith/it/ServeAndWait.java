package dev.kith.it;

import dev.kith.cli.server.LocalServer;
import java.nio.file.Path;

/** A program that starts a server, prints the server's process id, and waits to be killed. */
final class ServeAndWait {

    private ServeAndWait() {}

    public static void main(String[] arguments) {
        LocalServer server = LocalServer.start(Neo4jRelease.CURRENT.settings(Path.of(arguments[0])));
        System.out.println(server.process().orElseThrow().pid());
        server.awaitStop();
    }
}
