package dev.kith.cli.command;

import dev.kith.cli.learn.BegunSearch;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.Report;
import dev.kith.cli.learn.SearchRequest;
import dev.kith.cli.learn.SearchScreen;
import dev.kith.cli.server.ScratchFolder;
import dev.kith.cli.task.Task;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.search.SearchFolder;
import dev.kith.search.SearchHeader;
import dev.kith.search.SearchJob;
import dev.kith.search.SearchOptions;
import dev.kith.search.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kith search}: the best architecture that a budget finds. */
@Command(
        name = "search",
        description = "Searches for the best architecture by validation, and tests the one it chose at the end.")
public final class Search implements Callable<Integer> {
    @Mixin
    private GraphOption graphOption;

    @Option(
            names = "--task",
            paramLabel = "T",
            description = "The task: node-classification or link-prediction (default: ${DEFAULT-VALUE}).")
    private String task = ModelRegistry.NODE_CLASSIFICATION;

    @Option(
            names = "--strategy",
            paramLabel = "S",
            description =
                    "How architectures are chosen: agnn, random, evolution or graphnas (default: ${DEFAULT-VALUE}).")
    private String strategy = "agnn";

    @Option(names = "--trials", paramLabel = "N", description = "Most trials that are begun (default: 200).")
    private Integer trials;

    @Option(names = "--minutes", paramLabel = "M", description = "After which no trial is begun (default: no bound).")
    private Double minutes;

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "Failed or rejected trials after which none is begun (default: no bound).")
    private int maxFailures;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description = "default, extended, graphnas, or a file with JSON (default: ${DEFAULT-VALUE}).")
    private String space = "default";

    @Option(
            names = "--first",
            paramLabel = "RECIPE",
            description = "A recipe that agnn begins with, instead of ten that are drawn.")
    private String first;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Trials at a time; what is tried depends on it, not on which ends first (default: the"
                    + " threads).")
    private Integer parallel;

    @Option(names = "--sharing", description = "Layers begin with the weights of homogeneous ones, for few epochs.")
    private boolean sharing;

    @Option(
            names = "--trial-epochs",
            paramLabel = "N",
            description = "Epochs of a trial (default: 20 with --sharing, else the model's).")
    private Integer trialEpochs;

    @Option(names = "--repeats", paramLabel = "N", description = "Trainings a trial (default: ${DEFAULT-VALUE}).")
    private int repeats = 1;

    @Option(names = "--split", paramLabel = "SPLIT", description = "As of train: a split of the nodes or of the links.")
    private String split;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of all models that have it; may be repeated.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--finalists",
            paramLabel = "N",
            description = "Best trials that are trained again (default: ${DEFAULT-VALUE}).")
    private int finalists = 5;

    @Option(
            names = "--final-runs",
            paramLabel = "N",
            description = "Trainings of each of them, to choose by; 0 ends without (default: ${DEFAULT-VALUE}).")
    private int finalRuns = 20;

    @Option(
            names = "--test-runs",
            paramLabel = "N",
            description = "Fresh trainings of the chosen one that are tested (default: ${DEFAULT-VALUE}).")
    private int testRuns = 20;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of all trials together (default: the machine's).")
    private int threads = Engine.machineThreads();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the search, its report and its model are kept.")
    private Path out;

    @Option(
            names = "--resume",
            description = "Goes on with the search in --out as it was begun, with --trials and --minutes of now.")
    private boolean resume;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (resume && out == null) {
            throw new KithException("--resume goes on with the search in --out; say where it is.");
        }
        if (threads < 1) {
            throw new KithException("--threads must be at least 1, not " + threads + ".");
        }
        if (out != null) {
            run(new SearchFolder(out));
            return 0;
        }
        spec.commandLine().getErr().println("Nothing of this search is kept: there is no --out.");
        try (ScratchFolder scratch = new ScratchFolder("search")) {
            run(new SearchFolder(scratch.path()));
        }
        return 0;
    }

    private void run(SearchFolder folder) {
        Graph graph = graphOption.open();
        String wanted = resume ? folder.read().task() : task;
        try (Task.Opened opened = Task.of(wanted).open(graph, threads)) {
            SearchHeader header;
            Split chosen;
            if (resume) {
                header = folder.read();
                chosen = SearchRequest.split(opened, header);
                SearchHeader asked = again(header).header(graph, chosen);
                BegunSearch.agree(header, asked, this::isGiven);
                header = header.within(asked.options().trials(), asked.options().seconds());
            } else {
                SearchRequest request = request();
                chosen = request.split(opened);
                header = request.header(graph, chosen);
                folder.begin(header);
            }
            int recorded = folder.trials().recorded().size();
            PrintWriter err = spec.commandLine().getErr();
            err.printf(
                    "Searching on %s, split %s: %s, %d trials, %d at a time%s.%n",
                    graph,
                    chosen.name(),
                    header.options().strategy(),
                    header.options().trials(),
                    header.options().parallel(),
                    recorded == 0 ? "" : ", " + recorded + " of them done before");
            err.flush();
            SearchScreen screen = new SearchScreen(header.options().trials(), recorded, err);
            show(new SearchJob(graph, opened.learning(), chosen, folder, screen, threads).run(header), folder);
        }
    }

    /** What the command line asks for, and where it says nothing, what the search was begun with. */
    private SearchRequest again(SearchHeader begun) {
        SearchOptions before = begun.options();
        return new SearchRequest(
                given("--task", task, begun.task()),
                given("--strategy", strategy, before.strategy()),
                given("--trials", trials, before.trials()),
                isGiven("--minutes") ? 60.0 * minutes : before.seconds(),
                given("--max-failures", maxFailures, before.maxFailures()),
                isGiven("--space") ? spaceText() : begun.space(),
                given("--first", first, begun.first()),
                given("--parallel", parallel, before.parallel()),
                given("--sharing", sharing, before.sharing()),
                given("--trial-epochs", trialEpochs, (Integer) begun.ofTrials().get("epochs")),
                given("--repeats", repeats, before.repeats()),
                given("--split", split, begun.splitAsked()),
                given("--finalists", finalists, before.finalists()),
                given("--final-runs", finalRuns, before.finalRuns()),
                given("--test-runs", testRuns, before.testRuns()),
                given("--seed", seed, before.seed()),
                isGiven("--set") ? given : begun.common());
    }

    private <T> T given(String option, T asked, T begun) {
        return isGiven(option) ? asked : begun;
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private SearchRequest request() {
        return new SearchRequest(
                task,
                strategy,
                trials == null ? SearchRequest.USUAL_TRIALS : trials,
                minutes == null ? 0.0 : 60.0 * minutes,
                maxFailures,
                spaceText(),
                first,
                parallel == null ? threads : parallel,
                sharing,
                trialEpochs,
                repeats,
                split,
                finalists,
                finalRuns,
                testRuns,
                seed,
                given);
    }

    private String spaceText() {
        if (space.endsWith(".json")) {
            if (!Files.isRegularFile(Path.of(space))) {
                throw new KithException("There is no file " + space + "; --space names one, or a space that is known.");
            }
            try {
                return Files.readString(Path.of(space));
            } catch (IOException e) {
                throw new KithException("The search space " + space + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return space;
    }

    private void show(SearchJob.Outcome outcome, SearchFolder folder) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(Report.line(Report.tree(outcome.report().figures())));
        } else if (outcome.finals() == null) {
            stdout.println("The search ended with no architecture trained again: "
                    + outcome.result().end() + ".");
        } else {
            var best = outcome.finals().finalists().getFirst();
            stdout.printf(
                    "The best of %d trials: %s %s%n",
                    outcome.result().trials().size(),
                    best.trial().spec().model(),
                    best.trial().spec().settings());
            stdout.printf("  validation %s%n", words(best.validation()));
            outcome.finals()
                    .test()
                    .forEach((metric, summary) -> stdout.printf("  test %s %s%n", metric, words(summary)));
            if (out != null && Files.exists(folder.model().resolve("model.json"))) {
                stdout.printf(
                        "The report is in %s, the model in %s.%n", folder.path().resolve("report.md"), folder.model());
            }
        }
        if (!json) {
            outcome.report().notices().forEach(stdout::println);
        }
        stdout.flush();
    }

    private static String words(Summary summary) {
        return String.format(
                Locale.ROOT, "%.4f ± %.4f (%d trainings)", summary.mean(), summary.deviation(), summary.runs());
    }
}
