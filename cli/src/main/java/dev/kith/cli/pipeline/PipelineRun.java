package dev.kith.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Runs the steps of a pipeline that are not done yet, and stops at the first that fails. An ingest is never passed over, and
 * what stands behind one that wrote something is not done.
 */
public final class PipelineRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Pipeline pipeline;
    private final Supplier<CommandLine> commands;
    private final PrintWriter err;

    /**
     * @param commands of {@code kith}, made anew for each step
     * @param err where steps say how far they are
     */
    public PipelineRun(Path file, Pipeline pipeline, Supplier<CommandLine> commands, PrintWriter err) {
        this.file = file;
        this.pipeline = pipeline;
        this.commands = commands;
        this.err = err;
    }

    /** What would be done, a line a step; nothing is. */
    public List<String> plan() {
        JsonNode before = RunState.peek(file, pipeline);
        List<String> lines = new ArrayList<>();
        for (Step step : pipeline.steps()) {
            boolean done = !step.isIngest()
                    && before != null
                    && before.path("steps")
                            .path(step.name())
                            .path("status")
                            .asText()
                            .equals("complete");
            lines.add(step.name() + ": " + step.typed()
                    + (done ? "   (done in run " + before.path("run").asText() + ")" : ""));
        }
        return lines;
    }

    /**
     * @param metrics where metrics go, or null
     * @return what became of the run: {@code run, pipeline, status, steps}
     */
    public ObjectNode run(Path metrics) {
        try (RunState state = RunState.open(file, pipeline)) {
            String status = "complete";
            for (Step step : pipeline.steps()) {
                // An ingest's files may be others by now; where they are not, its cursor passes over them.
                if (!step.isIngest() && state.isDone(step)) {
                    err.printf("%s is done since the run before.%n", step.name());
                } else if (!run(step, state)) {
                    status = "failed";
                    break;
                }
            }
            state.ended(status);
            if (metrics != null) {
                PrometheusText.write(state.json(), metrics);
            }
            return state.json();
        }
    }

    private boolean run(Step step, RunState state) {
        err.printf("%s, run %s: %s%n", step.name(), state.id(), step.typed());
        err.flush();
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(step.command()));
        arguments.addAll(step.arguments());
        boolean wasDone = state.isDone(step);
        state.began(step);
        long start = System.nanoTime();
        int exit =
                commands.get().setOut(new PrintWriter(out, true)).setErr(err).execute(arguments.toArray(String[]::new));
        JsonNode result = result(out.toString());
        if (!(wasDone && exit == 0 && foundAllDone(result))) {
            List<Step> steps = pipeline.steps();
            state.forget(steps.subList(steps.indexOf(step) + 1, steps.size()));
        }
        state.ended(step, exit == 0 ? "complete" : "failed", (System.nanoTime() - start) / 1e9, result);
        return exit == 0;
    }

    /** Whether an ingest found every source written and unchanged. */
    private static boolean foundAllDone(JsonNode result) {
        JsonNode sources = result == null ? JSON.createArrayNode() : result.path("sources");
        boolean all = !sources.isEmpty();
        for (JsonNode source : sources) {
            all &= source.path("wasComplete").asBoolean();
        }
        return all;
    }

    /** The object in the last line, where that is one. */
    private static JsonNode result(String out) {
        List<String> lines = out.lines().toList();
        try {
            return lines.isEmpty() || !lines.getLast().startsWith("{") ? null : JSON.readTree(lines.getLast());
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
