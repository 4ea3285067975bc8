package dev.kith.cli;

import dev.kith.cli.command.Amud;
import dev.kith.cli.command.Bench;
import dev.kith.cli.command.Datasets;
import dev.kith.cli.command.Demo;
import dev.kith.cli.command.Evaluate;
import dev.kith.cli.command.Export;
import dev.kith.cli.command.Ingest;
import dev.kith.cli.command.Predict;
import dev.kith.cli.command.Reference;
import dev.kith.cli.command.Run;
import dev.kith.cli.command.Search;
import dev.kith.cli.command.Serve;
import dev.kith.cli.command.Train;
import dev.kith.cli.command.WarmUp;
import dev.kith.cli.job.Worker;
import dev.kith.graph.KithException;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code kith} command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "kith",
        description = "Graph learning for Neo4j: files in, predictions out.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Demo.class,
            Ingest.class,
            Run.class,
            Datasets.class,
            Export.class,
            Train.class,
            Predict.class,
            Evaluate.class,
            Search.class,
            Amud.class,
            Serve.class,
            Bench.class,
            Reference.class,
            WarmUp.class
        })
public final class Kith {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace where something fails.")
    private boolean verbose;

    private Kith() {}

    public static void main(String[] arguments) throws InterruptedException {
        StandardError.restore();
        JavaLogging.use();
        if (Arrays.equals(arguments, new String[] {Worker.COMMAND})) {
            new Worker(System.out).run();
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, its errors as one or two sentences on its error writer. */
    public static CommandLine commandLine() {
        Kith kith = new Kith();
        return new CommandLine(kith)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(kith::failed)
                .setParameterExceptionHandler(kith::wrongUsage);
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(e instanceof KithException ? e.getMessage() : unforeseen(e));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return WRONG_USAGE;
    }

    private static String unforeseen(Exception e) {
        return "Kith failed in a way it did not foresee: " + e
                + ". Run the same command with --verbose for the stack trace.";
    }
}
