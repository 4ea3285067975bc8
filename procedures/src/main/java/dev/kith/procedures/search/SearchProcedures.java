// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.job.JobSpec;
import dev.kith.procedures.CallContext;
import dev.kith.procedures.Configuration;
import dev.kith.procedures.graph.GraphArgument;
import dev.kith.procedures.job.Job;
import dev.kith.procedures.job.Jobs;
import dev.kith.procedures.learn.FeatureChoice;
import dev.kith.procedures.model.ModelCatalogue;
import dev.kith.procedures.write.OwnTransactions;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.search.*}. A user sees their own searches, an admin all. */
public final class SearchProcedures extends CallContext {
    private static final List<String> RESUME_KEYS = List.of("trials", "minutes");
    private static final List<String> BEST_KEYS = List.of("limit", "modelName");

    /** @param jobId for {@code kith.job.list}, {@code wait} and {@code cancel} */
    public record Begun(String searchId, String jobId, Map<String, Object> configuration) {}

    /**
     * @param status {@code queued} or {@code running}; {@code done}; {@code failed}; or {@code stopped}, which can be
     *     resumed
     * @param tried trials that are done
     * @param bestScore null before the first score
     * @param error why it failed, or null
     */
    public record Row(
            String searchId,
            String username,
            String graph,
            String task,
            String strategy,
            String status,
            long trials,
            long tried,
            Double bestScore,
            String jobId,
            String error,
            ZonedDateTime startTime) {}

    /**
     * @param score of the trial
     * @param validation mean, deviation and number of its trainings at the end; null for others
     * @param test the same of the chosen one's fresh trainings, by metric; null for others
     * @param configuration for the task's {@code train}, which lacks only a name for the model
     * @param modelName under which it is in the model catalogue now, or null
     */
    public record Best(
            long trial,
            double score,
            String model,
            Map<String, Object> settings,
            Map<String, Object> validation,
            Map<String, Object> test,
            Map<String, Object> configuration,
            String modelName) {}

    @Procedure(name = "kith.search.start", mode = Mode.WRITE)
    @Description("Begins an architecture search, and returns at once; its trials become nodes of the graph.")
    public Stream<Begun> start(@Name("graph") Object graph, @Name("configuration") Map<String, Object> map) {
        SearchRequest request = SearchRequest.of(map);
        GraphArgument argument = GraphArgument.of(graph, this);
        List<String> features = request.features(argument);
        SearchCard search = catalogue().make();
        try {
            List<String> properties = FeatureChoice.properties(features, Stream.ofNullable(request.target()));
            String weight = String.valueOf(request.settings().getOrDefault("weightProperty", ""));
            argument.write(
                    properties,
                    weight.isEmpty() ? List.of() : List.of(weight),
                    search.folder().graph());
            Map<String, Object> options = new LinkedHashMap<>(request.options());
            options.put("startedAt", ZonedDateTime.now(ZoneOffset.UTC).toString());
            search.folder()
                    .write(new JobSpec(
                            request.task(),
                            "search",
                            new GraphFolder.Description(argument.name(), true, request.target(), features, Map.of()),
                            options,
                            request.settings()));
            return Stream.of(new Begun(search.id(), work(search).id(), request.echo(features)));
        } catch (RuntimeException | Error e) {
            search.remove();
            throw e;
        }
    }

    private Job work(SearchCard search) {
        SearchNodes nodes = new SearchNodes(search, new OwnTransactions(database, security));
        String graph = search.spec().graph().name();
        String what = search.spec().task() + " search on " + graph;
        // The job first: where it is refused, no node may say that it runs.
        Job job = jobs().begin(caller(), what, search.folder(), search.graphBytes(), nodes);
        try {
            nodes.begin(job, graph);
        } catch (RuntimeException e) {
            job.cancel();
            throw e;
        }
        return job;
    }

    @Procedure(name = "kith.search.resume", mode = Mode.WRITE)
    @Description("Goes on with a search that was stopped, or with one that is done and gets a larger budget.")
    public Stream<Begun> resume(
            @Name("searchId") String searchId,
            @Name(value = "configuration", defaultValue = "{}") Map<String, Object> map) {
        Configuration given = new Configuration("configuration", map, RESUME_KEYS);
        SearchCard search = catalogue().get(searchId);
        jobs().live(search.folder()).ifPresent(job -> {
            throw new KithException("The search " + searchId + " is at work already, as the job " + job.id() + ".");
        });
        JobSpec spec = search.spec();
        Map<String, Object> budget = new LinkedHashMap<>();
        int trials = Math.toIntExact(spec.whole("trials"));
        budget.put("trials", (long) given.whole("trials", trials, 1, SearchRequest.MOST_TRIALS));
        budget.put("minutes", given.real("minutes", spec.real("minutes"), 0.0, SearchRequest.MOST_MINUTES));
        search.folder().write(spec.with(budget));
        search.folder().forgetResult();
        return Stream.of(new Begun(search.id(), work(search).id(), search.spec().options()));
    }

    @Procedure(name = "kith.search.list", mode = Mode.READ)
    @Description("The searches, and where they stand.")
    public Stream<Row> list() {
        return catalogue().list().stream().map(this::row);
    }

    private Row row(SearchCard search) {
        JobSpec spec = search.spec();
        Optional<Job> job = jobs().live(search.folder());
        String error = search.folder().hasResult() ? search.folder().result().error() : null;
        String status = job.map(live -> live.status().name().toLowerCase(Locale.ROOT))
                .orElseGet(() -> error != null ? "failed" : search.folder().hasResult() ? "done" : "stopped");
        List<Tried> trials = search.trials(0);
        return new Row(
                search.id(),
                search.owner(),
                spec.graph().name(),
                spec.task(),
                spec.text("strategy"),
                status,
                spec.whole("trials"),
                trials.size(),
                trials.stream().map(Tried::score).max(Double::compare).orElse(null),
                job.map(Job::id).orElse(null),
                error,
                search.startedAt());
    }

    @Procedure(name = "kith.search.trials", mode = Mode.READ)
    @Description("What a search has tried so far.")
    public Stream<Tried> trials(@Name("searchId") String searchId) {
        return catalogue().get(searchId).trials(0).stream();
    }

    @Procedure(name = "kith.search.best", mode = Mode.READ)
    @Description("The best architectures so far; at the end, the chosen one first. A name keeps its model.")
    public Stream<Best> best(
            @Name("searchId") String searchId,
            @Name(value = "configuration", defaultValue = "{}") Map<String, Object> map) {
        Configuration given = new Configuration("configuration", map, BEST_KEYS);
        SearchCard search = catalogue().get(searchId);
        int limit = given.whole("limit", 1, 1, SearchRequest.MOST_TRIALS);
        String modelName = given.text("modelName").orElse(null);
        if (modelName != null) {
            keep(search, modelName);
        }
        Map<String, Object> chosen = search.report()
                .map(report -> map(report.get("best")))
                .filter(best -> best.containsKey("test"))
                .orElse(Map.of());
        long first = chosen.get("trial") instanceof Number number ? number.longValue() : -1;
        return search.trials(0).stream()
                .filter(trial -> trial.reason().isEmpty())
                .sorted(Comparator.comparing((Tried trial) -> trial.trial() != first)
                        .thenComparing(Comparator.comparingDouble(Tried::score).reversed()))
                .limit(limit)
                .map(trial -> {
                    boolean isChosen = trial.trial() == first;
                    return new Best(
                            trial.trial(),
                            trial.score(),
                            trial.model(),
                            trial.settings(),
                            isChosen ? map(chosen.get("validation")) : null,
                            isChosen ? map(chosen.get("test")) : null,
                            configuration(search.spec(), trial),
                            isChosen ? modelName : null);
                });
    }

    /** Keeps a copy of the trained best. */
    private void keep(SearchCard search, String modelName) {
        new ModelCatalogue(folder(), caller())
                .addCopy(
                        modelName,
                        search.model()
                                .orElseThrow(() -> new KithException("The search " + search.id()
                                        + " has no trained model yet: that comes at its end, and needs finalRuns above"
                                        + " 0. Its configuration can be trained.")));
    }

    private static Map<String, Object> configuration(JobSpec spec, Tried trial) {
        Map<String, Object> configuration = new LinkedHashMap<>(spec.settings());
        configuration.putAll(trial.settings());
        configuration.put("model", trial.model());
        if (spec.graph().target() != null) {
            configuration.put("targetProperty", spec.graph().target());
        }
        configuration.put(FeatureChoice.FEATURES, spec.graph().features());
        configuration.put("split", spec.text("split"));
        configuration.put("randomSeed", spec.whole("seed"));
        return configuration;
    }

    @SuppressWarnings("unchecked") // JSON's keys are texts
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    @Procedure(name = "kith.search.cancel", mode = Mode.READ)
    @Description("Ends a search's worker; what was tried stays, and it can be resumed.")
    public Stream<Row> cancel(@Name("searchId") String searchId) {
        SearchCard search = catalogue().get(searchId);
        jobs().live(search.folder()).ifPresent(Job::cancel);
        return Stream.of(row(search));
    }

    @Procedure(name = "kith.search.drop", mode = Mode.READ)
    @Description("Removes a search that is not at work, with its graph and its model; its nodes stay.")
    public Stream<Row> drop(@Name("searchId") String searchId) {
        SearchCard search = catalogue().get(searchId);
        if (jobs().live(search.folder()).isPresent()) {
            throw new KithException("The search " + searchId + " is at work; cancel it first (kith.search.cancel).");
        }
        Row row = row(search);
        search.remove();
        return Stream.of(row);
    }

    private Jobs jobs() {
        return Jobs.of(folder());
    }

    private SearchCatalogue catalogue() {
        return new SearchCatalogue(folder(), caller());
    }
}
