package dev.kith.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.graph.KithException;
import dev.kith.graph.job.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far a pipeline's run is: a JSON file {@code PIPELINE.run.json}, replaced as a whole after each step. While a run has
 * it, no other can.
 */
final class RunState implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ProcessLock lock;
    private ObjectNode state;

    private RunState(Path file, ProcessLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** The run of this pipeline that is not complete, or a new one. */
    static RunState open(Path pipelineFile, Pipeline pipeline) {
        Path file = pipelineFile.resolveSibling(pipelineFile.getFileName() + ".run.json");
        ProcessLock lock = lock(pipelineFile.resolveSibling(pipelineFile.getFileName() + ".lock"));
        RunState run = new RunState(file, lock);
        ObjectNode before = read(file);
        boolean goesOn = before != null
                && before.path("pipelineSha256").asText().equals(pipeline.sha256())
                && !before.path("status").asText().equals("complete");
        run.state = goesOn ? before : JSON.createObjectNode();
        if (!goesOn) {
            run.state
                    .put("run", UUID.randomUUID().toString())
                    .put("pipeline", pipeline.name())
                    .put("pipelineSha256", pipeline.sha256())
                    .put("startedAt", Instant.now().toString());
            run.state.putObject("steps");
        }
        run.state.put("status", "running");
        // From here on a run that is killed goes on under its id.
        run.save();
        return run;
    }

    /** What stands there of a run of this pipeline that is not complete; null where nothing does. */
    static JsonNode peek(Path pipelineFile, Pipeline pipeline) {
        ObjectNode before = read(pipelineFile.resolveSibling(pipelineFile.getFileName() + ".run.json"));
        return before != null
                        && before.path("pipelineSha256").asText().equals(pipeline.sha256())
                        && !before.path("status").asText().equals("complete")
                ? before
                : null;
    }

    private static ProcessLock lock(Path file) {
        try {
            return ProcessLock.take(file)
                    .orElseThrow(() -> new KithException(
                            "Another run of this pipeline is under way; wait for it (it holds " + file + ")."));
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be made: " + e.getMessage() + ".", e);
        }
    }

    private static ObjectNode read(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return JSON.readTree(file.toFile()) instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            throw new KithException(
                    "The file " + file + ", which says how far the run is, cannot be read; remove it to begin anew.",
                    e);
        }
    }

    String id() {
        return state.path("run").asText();
    }

    ObjectNode json() {
        return state;
    }

    boolean isDone(Step step) {
        return step(step).path("status").asText().equals("complete");
    }

    /** Steps that rest on what is no longer so; it is saved with the next word about a step. */
    void forget(List<Step> steps) {
        steps.forEach(step -> ((ObjectNode) state.path("steps")).remove(step.name()));
    }

    private JsonNode step(Step step) {
        return state.path("steps").path(step.name());
    }

    /** Says that a step is under way: whatever was known of it is so no longer, whenever it ends. */
    void began(Step step) {
        ((ObjectNode) state.path("steps"))
                .putObject(step.name())
                .put("command", step.command())
                .put("status", "running");
        save();
    }

    /** @param result what the step said of itself, or null */
    void ended(Step step, String status, double seconds, JsonNode result) {
        ObjectNode entry = ((ObjectNode) state.path("steps")).putObject(step.name());
        entry.put("command", step.command()).put("status", status).put("seconds", seconds);
        if (result != null) {
            entry.set("result", result);
        }
        save();
    }

    void ended(String status) {
        state.put("status", status).put("finishedAt", Instant.now().toString());
        save();
    }

    private void save() {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(partial.toFile(), state);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new KithException("The lock of the run cannot be given up: " + e.getMessage() + ".", e);
        }
    }
}
