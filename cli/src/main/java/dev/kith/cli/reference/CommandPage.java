package dev.kith.cli.reference;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/commands.md}: every command with its arguments and options. */
public final class CommandPage {
    private CommandPage() {}

    /** The page, as Markdown. */
    public static String markdown(CommandLine kith) {
        StringBuilder page = new StringBuilder("""
                # Commands

                This page is made from the commands (`kith reference commands`); do not edit it.
                Results go to standard output, progress and notices to standard error. With `--json` the last line of
                standard output is one JSON object. A command ends with 0 when it is done, 1 when it failed and 2 when it
                was called wrongly; an error is one sentence or two, and `--verbose` adds the stack trace.

                """);
        sections(page, kith, 2);
        return page.toString().stripTrailing() + "\n";
    }

    private static void sections(StringBuilder page, CommandLine of, int level) {
        of.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> section(page, command, level));
    }

    private static void section(StringBuilder page, CommandLine command, int level) {
        CommandSpec spec = command.getCommandSpec();
        page.append("#".repeat(level)).append(" ").append(spec.qualifiedName()).append("\n\n");
        page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        List<ArgSpec> arguments = spec.args().stream()
                .filter(argument -> !argument.hidden() && !isEverywhere(argument))
                .toList();
        if (!arguments.isEmpty()) {
            page.append("| argument | what it is |\n|---|---|\n");
            arguments.forEach(argument -> page.append("| `%s` | %s |%n"
                    .formatted(name(argument), description(argument).strip().replace("|", "\\|"))));
            page.append("\n");
        }
        sections(page, command, level + 1);
    }

    private static boolean isEverywhere(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && List.of("--help", "--version", "--verbose").contains(option.longestName());
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            boolean takesValue = option.arity().max() > 0;
            return String.join(", ", option.names()) + (takesValue ? " " + option.paramLabel() : "");
        }
        return ((PositionalParamSpec) argument).paramLabel();
    }

    /** With the default's value in its place. */
    private static String description(ArgSpec argument) {
        String text = String.join(" ", argument.description());
        String fallback = argument.defaultValueString();
        return text.replace("${DEFAULT-VALUE}", String.valueOf(fallback))
                .replace("%n", " ")
                .replaceAll("\\s+", " ");
    }
}
