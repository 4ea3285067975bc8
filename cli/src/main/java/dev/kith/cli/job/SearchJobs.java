package dev.kith.cli.job;

import dev.kith.cli.learn.SearchRequest;
import dev.kith.cli.task.Task;
import dev.kith.graph.Graph;
import dev.kith.graph.Split;
import dev.kith.graph.job.JobSpec;
import dev.kith.search.SearchFolder;
import dev.kith.search.SearchHeader;
import dev.kith.search.SearchJob;
import java.util.HashMap;
import java.util.Map;

/** The job {@code search} of every task with models: begun, or gone on with where an earlier worker was ended. */
final class SearchJobs {
    private SearchJobs() {}

    /** Trials, report and model in the job's folder. */
    static Map<String, Object> search(JobInput input) {
        JobSpec spec = input.spec();
        Graph graph = input.graph();
        SearchFolder folder = new SearchFolder(input.folder().search());
        try (Task.Opened opened = Task.of(spec.task()).open(graph, input.threads())) {
            SearchHeader header;
            Split split;
            if (folder.isBegun()) {
                header = folder.read().within(whole(spec, "trials"), 60.0 * spec.real("minutes"));
                split = SearchRequest.split(opened, header);
            } else {
                SearchRequest request = request(input);
                split = request.split(opened);
                header = request.header(graph, split);
                folder.begin(header);
            }
            int recorded = folder.trials().recorded().size();
            TrialEvents events =
                    new TrialEvents(input.events(), header.options().trials(), recorded);
            SearchJob.Outcome outcome =
                    new SearchJob(graph, opened.learning(), split, folder, events, input.threads()).run(header);
            Map<String, Object> figures = new HashMap<>();
            figures.put("trials", outcome.result().trials().size());
            figures.put("end", outcome.result().end());
            return figures;
        }
    }

    private static SearchRequest request(JobInput input) {
        JobSpec spec = input.spec();
        int epochs = whole(spec, "trialEpochs");
        return new SearchRequest(
                spec.task(),
                spec.text("strategy"),
                whole(spec, "trials"),
                60.0 * spec.real("minutes"),
                whole(spec, "maxFailures"),
                spec.text("space"),
                spec.text("first").isEmpty() ? null : spec.text("first"),
                whole(spec, "parallel"),
                spec.flag("sharing"),
                epochs == 0 ? null : epochs,
                whole(spec, "repeats"),
                input.split(),
                whole(spec, "finalists"),
                whole(spec, "finalRuns"),
                whole(spec, "testRuns"),
                input.seed(),
                spec.settings());
    }

    private static int whole(JobSpec spec, String option) {
        return Math.toIntExact(spec.whole(option));
    }
}
