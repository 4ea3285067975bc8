package dev.kith.cli.reference;

import dev.kith.graph.job.ProcedureCatalogue;
import dev.kith.graph.job.ProcedureCatalogue.Argument;
import dev.kith.graph.job.ProcedureCatalogue.MapKey;
import dev.kith.graph.job.ProcedureCatalogue.Procedure;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/procedures.md}: every procedure with its arguments, configuration and values. */
public final class ProcedurePage {
    private ProcedurePage() {}

    /** The page, as Markdown. */
    public static String markdown() {
        ProcedureCatalogue catalogue = ProcedureCatalogue.current();
        StringBuilder page = new StringBuilder("""
                # Procedures

                This page is made from the procedures (`kith reference procedures`); do not edit it.
                Keys of maps are taken in any case; one that is not known is refused with the nearest one that is. The
                examples can be run one after the other on a graph of `(:Paper {topic, words})-[:CITES]->(:Paper)`, and a
                test does so. How they belong together is told in [Learning from Cypher](cypher.md).

                """);
        page.append("## Graphs\n\nWhere a procedure takes a graph, that is the name of a projection")
                .append(" (`kith.graph.project`), or a projection map with these keys:\n\n");
        keys(page, catalogue.projection());
        catalogue.procedures().forEach(procedure -> section(page, procedure));
        return page.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder page, Procedure procedure) {
        page.append("## ").append(procedure.name()).append("\n\n");
        page.append(procedure.description())
                .append(" Mode ")
                .append(procedure.mode())
                .append(".\n\n");
        page.append("```cypher\n").append(procedure.example()).append("\n```\n\n");
        if (!procedure.arguments().isEmpty()) {
            page.append("Takes ")
                    .append(procedure.arguments().stream()
                            .map(ProcedurePage::argument)
                            .collect(Collectors.joining(", ")))
                    .append(".\n\n");
        }
        keys(page, procedure.keys());
        if (procedure.settings().equals("models")) {
            page.append("Further keys are the settings [of the model and of training](models.md).\n\n");
        } else if (procedure.settings().equals("amud")) {
            page.append("Further keys are the [settings of AMUD](models.md#amud).\n\n");
        }
        page.append("| yields | type | what it is |\n|---|---|---|\n");
        procedure.yields().forEach(value -> row(page, "`" + value.name() + "`", value.type(), value.sentence()));
        page.append("\n");
    }

    private static String argument(Argument argument) {
        String fallback = argument.fallback() == null ? "" : " = " + argument.fallback();
        return "`" + argument.name() + " :: " + argument.type() + fallback + "`";
    }

    private static void keys(StringBuilder page, List<MapKey> keys) {
        if (!keys.isEmpty()) {
            page.append("| key | type | default | what it is |\n|---|---|---|---|\n");
            keys.forEach(key -> row(page, "`" + key.name() + "`", key.type(), key.fallback(), key.sentence()));
            page.append("\n");
        }
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
