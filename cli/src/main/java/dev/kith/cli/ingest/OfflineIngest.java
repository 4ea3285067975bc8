package dev.kith.cli.ingest;

import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.OfflineImport;
import dev.kith.cli.server.ServerSettings;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.DeliveryReport;
import dev.kith.ingest.delivery.FirstLoad;
import dev.kith.ingest.mapping.MappedFiles;

/** Files into the database of a local server that has none yet; the server runs for a moment, to check and to note it. */
public final class OfflineIngest {
    private OfflineIngest() {}

    /** @throws dev.kith.graph.KithException where there is a database already, or a row cannot be loaded */
    public static DeliveryReport run(ServerSettings settings, MappedFiles files, DeliveryOptions options) {
        FirstLoad load = new FirstLoad(files, options);
        OfflineImport.run(settings, load::write);
        try (LocalServer server = LocalServer.start(settings.withPort(0));
                Connection connection = Connection.open(
                        ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()))) {
            return load.complete(connection);
        }
    }
}
