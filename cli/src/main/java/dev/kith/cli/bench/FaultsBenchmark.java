package dev.kith.cli.bench;

import dev.kith.cli.server.Installation;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.server.ServerSettings;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith bench faults}: ingests that are killed and resumed, beside one that is not. */
@Command(
        name = "faults",
        description =
                "Kills ingests, the client or a local server, at random moments, resumes them, and compares what the"
                        + " database holds with an ingest that nobody killed.")
public final class FaultsBenchmark implements Callable<Integer> {
    @Option(names = "--runs", paramLabel = "N", description = "Ingests that are killed (default: ${DEFAULT-VALUE}).")
    private int runs = 50;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of each (default: ${DEFAULT-VALUE}).")
    private int rows = 200_000;

    @Option(names = "--seed", paramLabel = "N", description = "Draws the moments (default: ${DEFAULT-VALUE}).")
    private long seed = 11;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Figures figures = new Figures("faults");
        int clients = 0;
        int servers = 0;
        int between = 0;
        int equal = 0;
        try (ScratchFolder scratch = new ScratchFolder("bench-faults");
                KilledIngests ingests = new KilledIngests(
                        ServerSettings.of(Installation.current(), scratch.path().resolve("server")),
                        scratch.path(),
                        rows,
                        seed)) {
            KilledIngests.Outcome reference = ingests.reference();
            for (int run = 0; run < runs; run++) {
                KilledIngests.Outcome outcome = ingests.killed(run);
                clients += outcome.clientsKilled();
                servers += outcome.serversKilled();
                between += outcome.killedBetween();
                boolean same = outcome.fingerprint().equals(reference.fingerprint());
                equal += same ? 1 : 0;
                spec.commandLine()
                        .getErr()
                        .printf(
                                "Run %d: %d clients and %d servers killed; %s. %s%n",
                                run + 1,
                                outcome.clientsKilled(),
                                outcome.serversKilled(),
                                same ? "equal" : "NOT EQUAL",
                                outcome.lastWords());
                spec.commandLine().getErr().flush();
            }
        }
        figures.json()
                .put("rows", rows)
                .put("runs", runs)
                .put("clientsKilled", clients)
                .put("serversKilled", servers)
                .put("killedBetween", between)
                .put("equal", equal);
        figures.print(
                spec.commandLine().getOut(),
                json,
                String.format(
                        Locale.ROOT,
                        "%d of %d ingests of %,d rows left what the reference left; %d clients and %d servers were killed.",
                        equal,
                        runs,
                        rows,
                        clients,
                        servers));
        return equal == runs ? 0 : 1;
    }
}
