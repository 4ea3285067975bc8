package dev.kith.cli.command;

import dev.kith.cli.demo.DemoReport;
import dev.kith.cli.demo.DemoScreen;
import dev.kith.cli.demo.WordNetDemo;
import dev.kith.cli.learn.Report;
import dev.kith.cli.server.Installation;
import dev.kith.cli.server.LocalServer;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import dev.kith.gnn.tensor.Engine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith demo}: WordNet into a server, a classifier learned, its predictions back in the server. */
@Command(
        name = "demo",
        description =
                "Shows the whole way on WordNet, in about two minutes: a local Neo4j server, an ingest, an export,"
                        + " a classifier for the synsets' supersenses, its predictions written back.")
public final class Demo implements Callable<Integer> {
    @Option(names = "--keep", description = "Leaves the server up until Ctrl-C.")
    private boolean keep;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the learner; results do not depend on them (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long started = System.nanoTime();
        try (ScratchFolder scratch = new ScratchFolder("demo")) {
            Path home = scratch.path().resolve("server");
            ServerSettings settings = ServerSettings.of(Installation.current(), home);
            err.println("Starting Neo4j " + settings.distribution().version() + " …");
            err.flush();
            try (LocalServer server = LocalServer.start(settings)) {
                server.process().ifPresent(scratch::isUsedBy);
                DemoReport report = new WordNetDemo(scratch.path(), threads, err).run(server, started);
                out.println(json ? Report.line(DemoScreen.json(report)) : DemoScreen.words(report));
                out.flush();
                if (!keep && !json) {
                    out.println(DemoScreen.queries("Two queries to try, on a server that stays up with --keep:"));
                    out.flush();
                }
                if (keep) {
                    (json ? err : out).println(DemoScreen.invitation(server));
                    (json ? err : out).flush();
                    server.awaitStop();
                }
            }
        }
        return 0;
    }
}
