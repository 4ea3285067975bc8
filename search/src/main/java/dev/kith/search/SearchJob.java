package dev.kith.search;

import dev.kith.gnn.file.ModelFolder;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.tensor.Crew;
import dev.kith.gnn.tensor.Engine;
import dev.kith.gnn.train.LearningTask;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingListener;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.Split;
import dev.kith.search.space.Architecture;
import dev.kith.search.space.Space;
import dev.kith.search.space.SpaceText;
import dev.kith.search.trial.Evaluator;
import dev.kith.search.trial.TrainingEvaluator;
import dev.kith.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A search from its beginning, or from where it was interrupted, to a report and a trained model in its folder. */
public final class SearchJob {
    private final Graph graph;
    private final LearningTask task;
    private final Split split;
    private final SearchFolder folder;
    private final SearchListener listener;
    private final int threads;

    /**
     * @param folder of a search that has begun
     * @param threads of all trials together
     */
    public SearchJob(
            Graph graph, LearningTask task, Split split, SearchFolder folder, SearchListener listener, int threads) {
        this.graph = graph;
        this.task = task;
        this.split = split;
        this.folder = folder;
        this.listener = listener;
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param report with all that is to be told
     * @param finals or null where nothing could be trained
     */
    public record Outcome(SearchReport report, SearchResult result, Finals.Result finals) {}

    /**
     * @param header the folder's, perhaps with a larger budget
     * @throws KithException where the graph or the split is another one than the search's
     * @throws SearchCancelled where the listener wants it
     */
    public Outcome run(SearchHeader header) {
        if (!header.fingerprint().equals(graph.fingerprint())) {
            throw new KithException("The search in " + folder.path() + " is on another graph than '" + graph.name()
                    + "', or that has changed since; resume it on the same one, or begin anew.");
        }
        if (header.features() == null || header.splitRows() == null) {
            throw new KithException(
                    "The search in " + folder.path() + " is of an earlier version of Kith; begin it anew.");
        }
        String target = graph.targetProperty().orElse(null);
        if (!Objects.equals(header.target(), target) || !header.features().equals(graph.featureProperties())) {
            throw new KithException("The search in " + folder.path() + " learns " + header.target() + " from "
                    + header.features() + ", not " + target + " from " + graph.featureProperties()
                    + "; resume it with the same target and features.");
        }
        if (!header.split().equals(split.name())) {
            throw new KithException("The search in " + folder.path() + " is on the split '" + header.split()
                    + "', not '" + split.name() + "'.");
        }
        if (!header.splitRows().equals(split.fingerprint())) {
            throw new KithException("The split '" + split.name() + "' has other rows than when the search in "
                    + folder.path() + " began; resume it with those, or begin anew.");
        }
        return folder.alone(() -> {
            // A budget of now is that of the next time as well.
            folder.describe(header);
            return search(header);
        });
    }

    private Outcome search(SearchHeader header) {
        Space space = SpaceText.parse(header.task(), header.space());
        SearchOptions options = header.options();
        Architecture first = header.first() == null ? null : space.architecture(Recipe.parse(header.first()));
        SearchResult result;
        Finals.Result finals;
        try (Crew crew = new Crew(threads)) {
            Evaluator evaluator =
                    new TrainingEvaluator(task, split, header.common(), header.ofTrials(), crew, options.parallel());
            result = new Search(space, options, first, evaluator, folder.trials(), folder.shelf(), listener).run();
            finals = finals(options, evaluator, result);
        }
        // That of an earlier, smaller budget is not the best of this one.
        folder.forgetModel();
        if (finals != null && finals.trained().isPresent()) {
            write(finals.trained().get(), finals.finalists().getFirst().trial(), header);
        }
        SearchReport report = new SearchReport(header, space, result, finals);
        folder.write("report.json", SearchFolder.json(report.figures()));
        folder.write("report.md", report.markdown());
        folder.write("best-so-far.svg", report.svg());
        return new Outcome(report, result, finals);
    }

    /** What the best trials come to, or null where none is to be trained again. */
    private Finals.Result finals(SearchOptions options, Evaluator evaluator, SearchResult result) {
        List<Trial> finalists =
                result.best().stream().limit(options.finalists()).toList();
        return finalists.isEmpty() || options.finalRuns() == 0
                ? null
                : new Finals(options, evaluator, folder.finals(result.trials().size()), listener).run(finalists);
    }

    /** The first of the tested trainings, or of the others where none was tested, made again as a model. */
    private void write(FinalRun run, Trial chosen, SearchHeader header) {
        ModelEntry entry = ModelRegistry.find(chosen.spec().model());
        Map<String, Object> own = chosen.spec().settings();
        try (Engine engine = new Engine(threads);
                Model model = task.train(
                        engine,
                        entry,
                        TrainingEvaluator.settings(entry, header.common(), own),
                        split,
                        run.seed(),
                        new TrainingListener() {
                            @Override
                            public void epoch(Epoch epoch) {
                                // Its figures are known already.
                            }

                            @Override
                            public boolean cancelled() {
                                return listener.cancelled();
                            }
                        })) {
            ModelFolder.write(model, folder.model());
        }
    }
}
