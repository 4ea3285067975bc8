package dev.kith.cli.bench;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.Graph;
import dev.kith.graph.generate.BlockModel;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.connection.ServerAddress;
import dev.kith.ingest.source.GraphRecords;
import dev.kith.ingest.write.Ingester;
import dev.kith.ingest.write.WriteMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code kith bench call}: how long a small training takes from a client's call to its answer, with a worker that has to
 * be started first and with one that waits.
 */
@Command(
        name = "call",
        description = "Times trainings of a graph of karate's size that are asked for by Cypher: the first one of a"
                + " server, with a worker that is started for it, and with one that waits.")
public final class CallBenchmark implements Callable<Integer> {
    private static final BlockModel GRAPH = new BlockModel(34, 2, 4.6, 0.9, 0.5, 34, 1.0);

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of each (default: ${DEFAULT-VALUE}).")
    private int epochs = 100;

    @Option(names = "--repeats", paramLabel = "N", description = "Trainings of each kind (default: ${DEFAULT-VALUE}).")
    private int repeats = 7;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("call");
        try (ScratchFolder scratch = new ScratchFolder("bench-call");
                LocalServer server = LocalServer.start(
                        ServerSettings.of(Installation.current(), scratch.path().resolve("server")));
                Connection connection = Connection.open(
                        ServerAddress.parse(server.uri(), server.user(), (uri, user) -> server.password()))) {
            Graph graph = GRAPH.graph(1);
            new Ingester(connection).ingest(new GraphRecords(graph, null), WriteMode.CREATE);
            ProcessHandle process = server.process().orElseThrow();
            double first = train(connection);
            double[] started = new double[repeats];
            double[] waiting = new double[repeats];
            long resident = 0;
            for (int r = 0; r < repeats; r++) {
                workers(process).forEach(ProcessHandle::destroyForcibly);
                workers(process).forEach(worker -> worker.onExit().join());
                started[r] = train(connection);
                waiting[r] = train(connection);
                resident = Math.max(
                        resident,
                        workers(process).stream()
                                .mapToLong(worker -> ResidentMemory.bytes(worker.pid()))
                                .max()
                                .orElse(0));
            }
            figures.json().put("epochs", epochs);
            figures.json().put("firstMillis", first);
            figures.json().put("startedMillisMedian", Figures.median(started));
            figures.json().put("startedMillisMin", Figures.min(started));
            figures.json().put("waitingMillisMedian", Figures.median(waiting));
            figures.json().put("waitingMillisMin", Figures.min(waiting));
            figures.json().put("waitingWorkerBytes", resident);
            figures.print(
                    spec.commandLine().getOut(),
                    json,
                    String.format(
                            Locale.ROOT,
                            "A training of %d epochs: the server's first %.0f ms; with a worker that is started %.0f ms in"
                                    + " the median, with one that waits %.0f ms, which holds %.0f MiB.",
                            epochs,
                            first,
                            Figures.median(started),
                            Figures.median(waiting),
                            resident / (double) (1 << 20)));
        }
        return 0;
    }

    private static List<ProcessHandle> workers(ProcessHandle server) {
        try (Stream<ProcessHandle> children = server.children()) {
            return children.filter(ProcessHandle::isAlive).toList();
        }
    }

    /** Milliseconds until the answer was there. */
    private double train(Connection connection) {
        long start = System.nanoTime();
        List<Record> rows = connection.read(1, tx -> tx.run(
                        "CALL kith.nodeClassification.train({labels: ['Node'], nodeProperties: ['features']},"
                                + " {modelName: 'call', targetProperty: 'class', epochs: $epochs,"
                                + " patience: $epochs}) YIELD trainMillis",
                        Map.of("epochs", epochs))
                .list());
        double millis = (System.nanoTime() - start) / 1e6;
        if (rows.size() != 1) {
            throw new IllegalStateException("A training has one row, not " + rows.size() + ".");
        }
        connection.read(1, tx -> tx.run("CALL kith.model.drop('call')").list());
        return millis;
    }
}
