package dev.kith.cli.pipeline;

import java.util.List;

/**
 * A step of a pipeline.
 *
 * @param name of the step, no other's
 * @param command of {@code kith}
 * @param arguments that stand behind the command
 */
public record Step(String name, String command, List<String> arguments) {
    boolean isIngest() {
        return command.equals("ingest");
    }

    /** As it would be typed, without its passwords. */
    String typed() {
        StringBuilder typed = new StringBuilder("kith ").append(command);
        boolean secret = false;
        for (String argument : arguments) {
            typed.append(' ').append(secret ? "…" : argument.contains(" ") ? "'" + argument + "'" : argument);
            secret = argument.startsWith("--") && argument.endsWith("password");
        }
        return typed.toString();
    }
}
