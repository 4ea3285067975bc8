package dev.kith.graph.job;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a worker is asked to do.
 *
 * @param version of this format
 * @param task for example {@code node-classification}
 * @param mode what of the task: {@code train}, {@code estimate}, {@code predict}, {@code stats} or {@code search}
 * @param graph what is to be said of the two tables in the job's graph folder
 * @param options the mode's own options by name
 * @param settings of the model or the analysis
 */
public record JobSpec(
        int version,
        String task,
        String mode,
        GraphFolder.Description graph,
        Map<String, Object> options,
        Map<String, Object> settings) {
    public static final int VERSION = 1;

    public JobSpec {
        if (version != VERSION) {
            throw new KithException("The job has format version " + version + ", and this worker reads " + VERSION
                    + "; use the worker that came with the database's Kith.");
        }
        if (!Stream.of(task, mode, graph, options, settings).allMatch(Objects::nonNull)) {
            throw new KithException("The job lacks its task, mode, graph, options or settings.");
        }
    }

    public JobSpec(
            String task,
            String mode,
            GraphFolder.Description graph,
            Map<String, Object> options,
            Map<String, Object> settings) {
        this(VERSION, task, mode, graph, options, settings);
    }

    /** @throws KithException where the option is missing */
    public String text(String option) {
        return String.valueOf(option(option));
    }

    /** @throws KithException where the option is no whole number */
    public long whole(String option) {
        if (option(option) instanceof Number number) {
            return number.longValue();
        }
        throw new KithException("The job's option '" + option + "' must be a whole number.");
    }

    /** @throws KithException where the option is no number */
    public double real(String option) {
        if (option(option) instanceof Number number) {
            return number.doubleValue();
        }
        throw new KithException("The job's option '" + option + "' must be a number.");
    }

    /** @throws KithException where the option is neither true nor false */
    public boolean flag(String option) {
        if (option(option) instanceof Boolean flag) {
            return flag;
        }
        throw new KithException("The job's option '" + option + "' must be true or false.");
    }

    /** The same with some of its options replaced. */
    public JobSpec with(Map<String, Object> replaced) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.putAll(replaced);
        return new JobSpec(version, task, mode, graph, all, settings);
    }

    private Object option(String name) {
        Object value = options.get(name);
        if (value == null) {
            throw new KithException("The job lacks its option '" + name + "'.");
        }
        return value;
    }
}
