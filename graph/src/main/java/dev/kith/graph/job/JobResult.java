package dev.kith.graph.job;

import dev.kith.graph.KithException;
import java.util.Map;

/**
 * What came of a job.
 *
 * @param error why it failed, in a sentence or two; null where it did not
 * @param preProcessingMillis until the graph was read
 * @param computeMillis after that
 * @param figures by name: numbers, texts, lists and maps
 */
public record JobResult(String error, long preProcessingMillis, long computeMillis, Map<String, Object> figures) {
    public JobResult {
        figures = figures == null ? Map.of() : figures;
    }

    public static JobResult failed(String error) {
        return new JobResult(error, 0, 0, Map.of());
    }

    /** A whole number among the figures. */
    public long whole(String figure) {
        if (figures.get(figure) instanceof Number number) {
            return number.longValue();
        }
        throw lacks(figure);
    }

    /** A number among the figures; null where it is not a number. */
    public Double real(String figure) {
        return figures.get(figure) instanceof Number number ? number.doubleValue() : null;
    }

    /** A text among the figures. */
    public String text(String figure) {
        if (figures.get(figure) instanceof String text) {
            return text;
        }
        throw lacks(figure);
    }

    /** Figures below a name. */
    @SuppressWarnings("unchecked") // JSON's keys are texts
    public Map<String, Object> map(String figure) {
        if (figures.get(figure) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw lacks(figure);
    }

    private static KithException lacks(String figure) {
        return new KithException(
                "The worker's result lacks '" + figure + "'; use the worker that came with the database's Kith.");
    }
}
