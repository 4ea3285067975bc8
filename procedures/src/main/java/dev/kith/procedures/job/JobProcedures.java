// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.job;

import dev.kith.procedures.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** {@code kith.job.list}, {@code cancel} and {@code wait}. A user sees their own jobs, an admin all. */
public final class JobProcedures extends CallContext {
    private static final int MOST_SECONDS = 24 * 60 * 60;

    /**
     * @param status {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
     * @param progress from 0 to 1
     * @param log the last things it said, oldest first
     * @param workerPid the worker's process id, 0 where none runs
     */
    public record JobRow(
            String jobId,
            String job,
            String username,
            String status,
            double progress,
            List<String> log,
            ZonedDateTime startTime,
            long elapsedMillis,
            long workerPid) {
        static JobRow of(Job job) {
            Instant end = job.ended() == null ? Instant.now() : job.ended();
            return new JobRow(
                    job.id(),
                    job.what(),
                    job.user(),
                    job.status().name().toLowerCase(Locale.ROOT),
                    job.progress(),
                    job.lines(),
                    job.created().atZone(ZoneOffset.UTC),
                    Duration.between(job.created(), end).toMillis(),
                    job.workerPid());
        }
    }

    @Procedure(name = "kith.job.list", mode = Mode.READ)
    @Description("Jobs that run, wait, or have ended since the server started.")
    public Stream<JobRow> list() {
        return Jobs.of(folder()).of(caller()).stream().map(JobRow::of);
    }

    @Procedure(name = "kith.job.cancel", mode = Mode.READ)
    @Description("Ends a job's worker, or its writing; a run that it had begun to write is rolled back by its id.")
    public Stream<JobRow> cancel(@Name("jobId") String jobId) {
        Job job = Jobs.of(folder()).find(caller(), jobId);
        job.cancel();
        return Stream.of(JobRow.of(job));
    }

    @Procedure(name = "kith.job.wait", mode = Mode.READ)
    @Description("Waits until a job ends, or for as many seconds.")
    public Stream<JobRow> await(
            @Name("jobId") String jobId, @Name(value = "seconds", defaultValue = "3600") long seconds)
            throws InterruptedException {
        Job job = Jobs.of(folder()).find(caller(), jobId);
        job.await(1000 * Math.max(0, Math.min(seconds, MOST_SECONDS)), guard::check);
        return Stream.of(JobRow.of(job));
    }
}
