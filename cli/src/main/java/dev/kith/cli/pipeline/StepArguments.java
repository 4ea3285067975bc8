package dev.kith.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Makes the arguments of a command of a map: a key is an option's name without its dashes, or the name of a parameter,
 * {@code sources} for {@code SOURCE…}. A list gives an option several times, a map gives it {@code key=value}, true and
 * false are for options without a value.
 */
final class StepArguments {
    private final String step;
    private final CommandSpec command;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();

    private StepArguments(String step, CommandSpec command) {
        this.step = step;
        this.command = command;
    }

    static List<String> of(String step, CommandSpec command, JsonNode map) {
        StepArguments made = new StepArguments(step, command);
        map.properties().forEach(entry -> made.add(entry.getKey(), entry.getValue()));
        List<String> all = new ArrayList<>(made.parameters);
        all.addAll(made.arguments);
        return all;
    }

    private void add(String key, JsonNode value) {
        Optional<PositionalParamSpec> parameter = command.positionalParameters().stream()
                .filter(one -> isNamed(one, key))
                .findFirst();
        OptionSpec option = command.findOption("--" + key);
        if (parameter.isPresent()) {
            values(key, value).forEach(parameters::add);
        } else if (option == null) {
            throw new KithException("The step '%s' has the key '%s', which kith %s does not know%s"
                    .formatted(step, key, command.name(), Nearest.hint(key, known())));
        } else if (option.arity().max() == 0) {
            if (!value.isBoolean()) {
                throw new KithException(
                        "The key '%s' of the step '%s' is true or false, not %s.".formatted(key, step, value));
            }
            if (value.asBoolean()) {
                arguments.add("--" + key);
            }
        } else {
            values(key, value).forEach(one -> {
                arguments.add("--" + key);
                arguments.add(one);
            });
        }
    }

    private Stream<String> values(String key, JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(one -> scalar(key, one));
        }
        if (value.isObject()) {
            return value.properties().stream().map(entry -> entry.getKey() + "=" + scalar(key, entry.getValue()));
        }
        return Stream.of(scalar(key, value));
    }

    private String scalar(String key, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new KithException(
                    "The key '%s' of the step '%s' has no value that an option takes: %s.".formatted(key, step, value));
        }
        return value.asText();
    }

    private static boolean isNamed(PositionalParamSpec parameter, String key) {
        String label = parameter.paramLabel().toLowerCase(Locale.ROOT);
        return key.equals(label) || key.equals(label + "s");
    }

    private List<String> known() {
        return Stream.concat(
                        command.positionalParameters().stream()
                                .map(one -> one.paramLabel().toLowerCase(Locale.ROOT)),
                        command.options().stream().map(one -> one.longestName().substring(2)))
                .toList();
    }
}
