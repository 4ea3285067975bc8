package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.cli.ingest.OfflineIngest;
import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.KithException;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.DeliveryReport;
import dev.kith.ingest.delivery.MissingEnd;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.SourceArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.TypeSystem;

/** A first load by the offline importer is what an ingest into a running server makes, and is remembered like one. */
class OfflineIngestIT {
    private static final String PEOPLE = """
            id:ID(Human){id-type:long},name,empty,score:double,tall:boolean,born:date,at:datetime,on:localdatetime,t:time,u:localtime,age:duration,home:point,place:point,tags:string[],vector:double[],whole:long[],days:date[],:LABEL
            1,Ada,"",NaN,true,1815-12-10,2026-01-02T03:04:05.678+01:00[Europe/Zurich],2026-01-02T03:04:05,03:04:05+02:00,03:04:05,P1Y2M10DT2H30M,"{x: 1, y: -2.5, z: 3}","{latitude: 47.1, longitude: 8.5}",a;b,0.1;-1e300,-9223372036854775808;7,2026-01-01;2026-01-02,Poet
            2,"C
            , ""quoted"" 🙂",,-0.0,,,,,,,,,,,,,,Poet;Late
            3,,,1e-320,false,,,,,,,,,,,,,
            broken,,,,,,,,,,,,,,,,,
            """;
    private static final String KNOWS =
            ":START_ID(Human),:END_ID(Human),:TYPE,since:int\n1,2,KNOWS,1840\n2,3,LIKES,\n3,3,KNOWS,-1\n";
    private static final String CITIES =
            "{\"id\": \"x\", \"size\": 3}\n{\"id\": \"y\", \"size\": \"large\", \"b\": [1.5]}\n";

    @TempDir
    Path folder;

    @Test
    void itIsWhatARunningServerWouldHave() throws IOException {
        MappedFiles files =
                files(write("people.csv", PEOPLE), write("knows.csv", KNOWS), "City=" + write("cities.jsonl", CITIES));
        DeliveryOptions options =
                new DeliveryOptions("ingest", null, MissingEnd.FAIL, folder.resolve("rejects.csv"), false, true);
        DeliveryReport report = OfflineIngest.run(settings(), files, options);
        assertThat(report.written()).isEqualTo(8);
        assertThat(report.totals().rejected()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(9);
        try (LocalServer server = LocalServer.start(settings())) {
            TestServer there = new TestServer(server.uri(), server.user(), server.password());
            List<String> loaded = everything(there);
            String[] again = {
                "ingest",
                "--to",
                "local:" + settings().home(),
                "--rejects",
                options.rejects().toString(),
                folder.resolve("people.csv").toString(),
                folder.resolve("knows.csv").toString(),
                "City=" + folder.resolve("cities.jsonl")
            };
            assertThat(CommandRun.of(again).succeeded().out()).contains("9 rows in = 8 written", "nothing to do");
            there.clear();
            assertThat(CommandRun.of(again).succeeded().out()).contains("9 rows in = 8 written");
            assertThat(loaded).isEqualTo(everything(there)).hasSize(8);
        }
        assertThatThrownBy(() -> OfflineIngest.run(settings(), files, options))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("has a database already");
    }

    @Test
    void whatCannotBeLoadedLeavesNoDatabase() throws IOException {
        MappedFiles files = files(
                write("people.csv", "id:ID(Human)\n1\n"),
                write("knows.csv", ":START_ID(Human),:END_ID(Human)\n1,77\n"));
        assertThatThrownBy(() -> OfflineIngest.run(settings(), files, DeliveryOptions.strict("ingest")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("could not be imported")
                .hasMessageContaining("77");
        assertThat(settings().home().resolve("data/databases/neo4j")).doesNotExist();
        try (Stream<Path> left = Files.list(settings().home())) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("import")))
                    .isEmpty();
        }
    }

    private ServerSettings settings() {
        return Neo4jRelease.CURRENT
                .settings(folder.resolve("home"))
                .withKith(new Installation(Path.of("../cli/target/kith")));
    }

    private static MappedFiles files(String... named) {
        List<SourceArgument> arguments =
                Stream.of(named).map(SourceArgument::parse).toList();
        return new MappedFiles(
                String.join(" ", named),
                arguments.stream().map(SourceArgument::absolute).toList(),
                Inference.of(arguments),
                Path.of(""));
    }

    private static List<String> everything(TestServer server) {
        return Stream.of(
                        "MATCH (n) WHERE NOT n:KithCursor RETURN labels(n), properties(n) ORDER BY labels(n), n.id",
                        "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id ORDER BY a.id")
                .flatMap(query -> server.run(query).stream())
                .map(row -> new TreeMap<>(row.asMap(OfflineIngestIT::inOrder)).toString())
                .toList();
    }

    /** The properties of a node have no order. */
    private static Object inOrder(Value value) {
        return value.type().equals(TypeSystem.getDefault().MAP()) ? new TreeMap<>(value.asMap()) : value.asObject();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
