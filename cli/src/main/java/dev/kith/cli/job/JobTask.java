package dev.kith.cli.job;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.graph.job.JobSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One mode of one task, as a worker can do it. */
public interface JobTask {

    /**
     * Does the work; files go into the job's folder.
     *
     * @return the result's figures
     */
    Map<String, Object> run(JobInput input);

    /**
     * The task a job asks for.
     *
     * @throws KithException where this worker knows none of that name
     */
    static JobTask of(JobSpec spec) {
        Map<String, JobTask> tasks = new HashMap<>();
        for (String task : ModelRegistry.TASKS) {
            tasks.put(task + " train", TrainingJobs::train);
            tasks.put(task + " estimate", TrainingJobs::estimate);
        }
        tasks.put("node-classification search", SearchJobs::search);
        tasks.put("link-prediction search", SearchJobs::search);
        tasks.put("node-classification predict", NodeClassificationJobs::predict);
        tasks.put("link-prediction predict", LinkPredictionJobs::predict);
        tasks.put("latent-graph predict", LatentGraphJobs::predict);
        tasks.put("latent-graph estimate-prediction", NodeClassificationJobs::estimate);
        tasks.put("node-classification estimate-prediction", NodeClassificationJobs::estimate);
        tasks.put("link-prediction estimate-prediction", LinkPredictionJobs::estimate);
        tasks.put("amud stats", AmudJob::stats);
        String wanted = spec.task() + " " + spec.mode();
        JobTask task = tasks.get(wanted);
        if (task == null) {
            List<String> known = tasks.keySet().stream().sorted().toList();
            throw new KithException("This worker has no job '" + wanted + "'" + Nearest.hint(wanted, known));
        }
        return task;
    }
}
