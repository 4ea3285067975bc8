package dev.kith.cli.server;

import java.io.IOException;
import java.util.List;

/** Gives a server its password before it starts for the first time. */
final class FirstPassword {
    private static final int SECONDS = 60;

    private FirstPassword() {}

    static void set(ServerSettings settings, ServerHome home, ServerAccess access) throws IOException {
        AdminTool.run(
                settings,
                home,
                "set-initial-password",
                List.of("dbms", "set-initial-password", "--", access.password()),
                SECONDS,
                "The server's first password could not be set.");
    }
}
