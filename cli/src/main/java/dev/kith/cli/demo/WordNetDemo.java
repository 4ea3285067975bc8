package dev.kith.cli.demo;

import dev.kith.cli.learn.WriteBack;
import dev.kith.cli.server.LocalServer;
import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.train.Predictions;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.NodeOrder;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.column.LongColumn;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.export.GraphExport;
import dev.kith.ingest.export.GraphProjection;
import dev.kith.ingest.export.PredictionWriter;
import dev.kith.ingest.source.Source;
import dev.kith.ingest.source.Sources;
import dev.kith.ingest.write.IngestReport;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;

/** The stations of the demo, on a server that runs. What is under way goes to {@code err}. */
public final class WordNetDemo {
    private static final String LABEL = "Synset";
    private static final String TARGET = "supersense";
    /** The same in every database, unlike the store's ids. */
    private static final String KEY = "id";

    private static final List<String> FEATURES = List.of("gloss", "lemma");
    private static final int ROWS_AT_A_TIME = 10_000;

    private final Path folder;
    private final int threads;
    private final PrintWriter err;

    /** @param folder for the exported graph and the model */
    public WordNetDemo(Path folder, int threads, PrintWriter err) {
        this.folder = folder;
        this.threads = threads;
        this.err = err;
    }

    /**
     * @param started when the demo began, by {@link System#nanoTime}
     * @throws KithException where a station fails, or the database does not say what was predicted
     */
    public DemoReport run(LocalServer server, long started) {
        double serverSeconds = seconds(started);
        ServerAddress address = ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password());
        try (Connection connection = Connection.open(address)) {
            IngestReport ingested = ingest(connection);
            say("Exporting through kith.graph.export …");
            GraphExport.Report exported = export(connection);
            Graph graph = NodeOrder.by(exported.graph(), KEY);
            try (Contest contest = new Contest(graph, threads)) {
                long start = System.nanoTime();
                say("Judging five classifiers on 60 % of the synsets, choosing on 20 %, testing on 20 % …");
                contest.run(err);
                double trainSeconds = seconds(start);

                Predictions predictions =
                        Predictions.of(contest.chosen(), contest.task().engine(), graph);
                say("Writing the predictions of " + contest.chosenScore().words() + " back …");
                PredictionWriter.Report written = write(connection, exported, graph, contest, predictions);
                long confirmed = confirm(connection, graph, contest, predictions);
                long before = System.nanoTime();
                say("Hiding 30 % of the hypernyms and predicting them …");
                HiddenLinks links = HiddenLinks.find(graph, HiddenLinks.BATCH, threads, err);
                return new DemoReport(
                        ingested,
                        graph.nodeCount(),
                        graph.relationships().count(),
                        exported.relationshipsPerSecond(),
                        new DemoReport.Seconds(
                                serverSeconds,
                                ingested.nodeSeconds() + ingested.relationshipSeconds(),
                                exported.seconds(),
                                trainSeconds,
                                written.seconds(),
                                seconds(before),
                                seconds(started)),
                        contest.scores(),
                        contest.chosenScore(),
                        confirmed,
                        written.runId(),
                        Judgement.draw(graph, contest.task().target(), contest.split(), predictions),
                        links);
            }
        }
    }

    private IngestReport ingest(Connection connection) {
        Source source = Sources.open("wordnet");
        source.notice().ifPresent(notice -> say(notice + "\n"));
        say("Writing WordNet into the server …");
        return new Ingester(connection).ingest(source, WriteMode.CREATE);
    }

    private GraphExport.Report export(Connection connection) {
        List<String> properties = List.of(KEY, "lemma", "gloss", TARGET);
        return GraphExport.run(
                connection,
                new GraphProjection(List.of(LABEL), List.of(), properties, List.of()),
                new GraphFolder.Description("wordnet", true, TARGET, FEATURES, Map.of()),
                folder.resolve("graph"));
    }

    private PredictionWriter.Report write(
            Connection connection, GraphExport.Report exported, Graph graph, Contest contest, Predictions predictions) {
        Path model = folder.resolve("model");
        ModelFolder.write(contest.chosen(), model);
        return WriteBack.of(contest.chosen())
                .write(
                        connection,
                        exported.origin(),
                        graph,
                        contest.chosen(),
                        ModelFolder.weightsSha256(model),
                        predictions);
    }

    /** Reads every prediction back, by Cypher. */
    private static long confirm(Connection connection, Graph graph, Contest contest, Predictions predictions) {
        LongColumn ids = (LongColumn) graph.nodes().ids();
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < graph.nodeCount(); row++) {
            rows.put(ids.values()[row], row);
        }
        WriteBack names = WriteBack.of(contest.chosen());
        long confirmed = connection.read(ROWS_AT_A_TIME, tx -> {
            Result result = tx.run(
                    "MATCH (s:Synset) WHERE s[$property] IS NOT NULL RETURN id(s), s[$property], s[$confidence]",
                    Map.of("property", names.property(), "confidence", names.confidence()));
            long equal = 0;
            while (result.hasNext()) {
                Record record = result.next();
                Integer row = rows.get(record.get(0).asLong());
                if (row != null
                        && record.get(1).asObject().equals(predictions.value(row))
                        && record.get(2).asDouble() == predictions.confidence()[row]) {
                    equal++;
                }
            }
            return equal;
        });
        if (confirmed != graph.nodeCount()) {
            throw new KithException("The database says of " + confirmed + " synsets what was predicted, and "
                    + graph.nodeCount() + " were written: something else has changed them.");
        }
        return confirmed;
    }

    private void say(String sentence) {
        err.println(sentence);
        err.flush();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
