package dev.kith.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.ingest.file.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reads pipelines from YAML or JSON: a {@code name} and {@code steps}, each a map with one key, the command, and its
 * options.
 */
public final class PipelineFile {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_STEPS = 1_000;
    private static final List<String> COMMANDS = List.of("ingest", "export", "train", "predict", "evaluate");
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Path file;
    private final CommandLine commands;

    private PipelineFile(Path file, CommandLine commands) {
        this.file = file;
        this.commands = commands;
    }

    /**
     * Reads a pipeline and checks every option of every step.
     *
     * @param commands of {@code kith}
     * @throws KithException naming the step and what is wrong with it
     */
    public static Pipeline read(Path file, CommandLine commands) {
        return new PipelineFile(file, commands).read();
    }

    private Pipeline read() {
        JsonNode root = root();
        Set<String> keys = root.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        keys.stream()
                .filter(key -> !List.of("name", "steps").contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw refused("has the unknown key '" + key + "'" + Nearest.hint(key, List.of("name", "steps")));
                });
        String name = root.path("name").asText("");
        if (!name.matches("[\\p{L}\\p{N} ._-]{1,100}")) {
            throw refused(
                    "lacks a name of letters, digits, spaces, dots and dashes; add a line such as 'name: nightly'.");
        }
        JsonNode steps = root.path("steps");
        if (!steps.isArray() || steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw refused("needs a list of 1 to 1,000 steps; write them under 'steps'.");
        }
        List<Step> all = new ArrayList<>();
        for (JsonNode step : steps) {
            all.add(step(name, all.size() + 1, step));
        }
        return new Pipeline(name, all, new ContentHash().add(file).hex());
    }

    private JsonNode root() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw refused("is larger than 1 MiB; it is no pipeline.");
            }
            JsonNode root = YAML.readTree(file.toFile());
            if (!root.isObject()) {
                throw refused("is no map with a name and steps.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new KithException(
                    "The pipeline %s cannot be read at line %d: %s."
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage().lines().findFirst().orElse("it is no YAML")),
                    e);
        } catch (IOException e) {
            throw new KithException("The pipeline " + file + " cannot be read; check that it exists.", e);
        }
    }

    private Step step(String pipeline, int number, JsonNode step) {
        if (!step.isObject() || step.size() != 1) {
            throw refused("has a step " + number
                    + " that is not one command with its options; write '- ingest:' and the options below it.");
        }
        Map.Entry<String, JsonNode> entry = step.properties().iterator().next();
        String command = entry.getKey();
        if (!COMMANDS.contains(command) || !entry.getValue().isObject()) {
            throw refused("has a step " + number + " with the command '" + command + "'"
                    + (COMMANDS.contains(command)
                            ? " without a map of options."
                            : ", which is none of a pipeline's" + Nearest.hint(command, COMMANDS)));
        }
        String name = number + "-" + command;
        CommandSpec spec = commands.getSubcommands().get(command).getCommandSpec();
        List<String> arguments = StepArguments.of(
                name, spec, defaults(pipeline, command, entry.getValue().deepCopy()));
        try {
            List<String> whole = new ArrayList<>(List.of(command));
            whole.addAll(arguments);
            commands.parseArgs(whole.toArray(String[]::new));
        } catch (ParameterException e) {
            throw refused("has a step '" + name + "' that kith does not take: " + e.getMessage() + ".");
        }
        return new Step(name, command, arguments);
    }

    /** An ingest remembers under the pipeline's name, and steps answer for programs where they can. */
    private static ObjectNode defaults(String pipeline, String command, ObjectNode options) {
        if (command.equals("ingest") && !options.has("pipeline")) {
            options.put("pipeline", pipeline);
        }
        // A prediction without a file prints its rows.
        if (!command.equals("predict") || options.has("out")) {
            options.put("json", true);
        }
        return options;
    }

    private KithException refused(String what) {
        return new KithException("The pipeline " + file + " " + what);
    }
}
