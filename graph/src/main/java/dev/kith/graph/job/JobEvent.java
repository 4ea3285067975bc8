package dev.kith.graph.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;

/**
 * A line of a worker's standard output.
 *
 * @param message what there is to say
 * @param done of the work's steps
 * @param of how many steps there are; 0 where that is not known
 * @param ended whether the job has ended, well or not: its result is in its folder, and the worker takes another one
 */
public record JobEvent(String message, long done, long of, boolean ended) {
    public static final JobEvent END = new JobEvent("ended", 0, 0, true);

    private static final int LONGEST = 64 << 10;

    /** A step of a job that goes on. */
    public JobEvent(String message, long done, long of) {
        this(message, done, of, false);
    }

    /** Something to say that is no step. */
    public static JobEvent notice(String sentence) {
        return new JobEvent(sentence, 0, 0);
    }

    /** As one line of JSON. */
    public String line() {
        try {
            return JobFolder.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can be written as JSON.", e);
        }
    }

    /** The event in a line; empty where the line is none. */
    public static Optional<JobEvent> of(String line) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JobEvent event = JobFolder.JSON.readValue(line, JobEvent.class);
            return Optional.ofNullable(event).filter(known -> known.message != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
