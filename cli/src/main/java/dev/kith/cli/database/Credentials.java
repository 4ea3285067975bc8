package dev.kith.cli.database;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import java.io.Console;
import java.net.URI;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Who logs in to a server: the options that every command with a server address has. */
public final class Credentials {
    @Option(names = "--user", paramLabel = "USER", description = "Who logs in (default: ${DEFAULT-VALUE}).")
    private String user = "neo4j";

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "The password; better in the environment as KITH_PASSWORD or NEO4J_PASSWORD, or typed when"
                    + " asked.")
    private String password;

    /** Connects to {@code bolt://…} or {@code local:DIR}. */
    public Connection connect(String address) {
        return Connection.open(ServerAddress.parse(address, user, this::password));
    }

    private String password(URI uri, String who) {
        return Stream.of(password, System.getenv("KITH_PASSWORD"), System.getenv("NEO4J_PASSWORD"))
                .filter(candidate -> candidate != null)
                .findFirst()
                .orElseGet(() -> password = ask(uri, who));
    }

    private static String ask(URI uri, String who) {
        Console console = System.console();
        if (!console.isTerminal()) {
            throw new KithException(
                    "The server at " + uri + " needs a password; give --password or set KITH_PASSWORD.");
        }
        char[] typed = console.readPassword("Password of %s at %s: ", who, uri);
        return typed == null ? "" : new String(typed);
    }
}
