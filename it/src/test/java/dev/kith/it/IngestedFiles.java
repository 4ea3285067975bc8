package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Record;

/** Files of people and whom they know, and a server that takes them in. */
abstract class IngestedFiles {
    static final String PEOPLE =
            "id:ID(Human){id-type:long},name,born:date,scores:double[],:LABEL\n1,Ada,1815-12-10,1.5;2,Poet\n2,Bo,,,\n3,\"C\n,\"\"\",,,Poet;Late\n";
    static final String KNOWS = ":START_ID(Human),:END_ID(Human),:TYPE,since:int\n1,2,KNOWS,1840\n2,3,LIKES,\n";

    final TestServer server;

    @TempDir
    Path folder;

    IngestedFiles(Neo4jRelease release) {
        server = release.server();
    }

    @AfterEach
    void clear() {
        server.run("MATCH (n) WHERE n:Human OR n:KithCursor OR n:KithCursorLane OR n:KithReject DETACH DELETE n");
    }

    CommandRun ingest(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("ingest", "--to", server.uri()));
        all.addAll(List.of(arguments));
        return CommandRun.of(server, all.toArray(String[]::new));
    }

    String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    long count(String query) {
        return one(query).get(0).asLong();
    }

    Record one(String query) {
        List<Record> records = server.run(query, Map.of());
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
