package dev.kith.cli.reference;

import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Option;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.train.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/models.md}: every model of the registry with its settings, and those of every training. */
public final class ModelPage {
    private ModelPage() {}

    /** The page, as Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Models and their settings

                This page is made from the registry of the models (`kith reference models`); do not edit it.
                A setting is given to a command as `--set key=value`, in any case; a key that is not known is refused
                with the nearest one that is. Values in the last column are those that `--tune` tries.

                """);
        for (ModelEntry entry : ModelRegistry.entries()) {
            page.append("## ").append(entry.name()).append("\n\n");
            page.append(entry.sentence()).append(" *").append(entry.source()).append(".*\n\n");
            page.append("Tasks: ")
                    .append(entry.tasks().stream().sorted().collect(Collectors.joining(", ")))
                    .append(". Relationships are read ")
                    .append(reading(entry))
                    .append(".");
            if (!entry.trainingDefaults().isEmpty()) {
                page.append(" Its training begins with ")
                        .append(entry.trainingDefaults().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> "`" + e.getKey() + " = " + e.getValue() + "`")
                                .collect(Collectors.joining(", ")))
                        .append(".");
            }
            page.append("\n\n");
            table(page, entry.options());
        }
        page.append("## Training\n\nThe settings that every model has beside its own. Of a link predictor"
                + " steps are over links, so it has a `batchSize` of its own and no class weights, weight property, fanout"
                + " or checkpoints; a heuristic has only what says how the graph is read.\n\n");
        table(page, TrainingOptions.all());
        page.append("## AMUD\n\nThe settings of `kith amud`, whose advice is `directionality: auto`.\n\n");
        table(page, AmudOptions.all());
        return page.toString().stripTrailing() + "\n";
    }

    private static String reading(ModelEntry entry) {
        return switch (entry.reading()) {
            case NONE -> "not at all";
            case UNDIRECTED -> "both ways alike, or as they are directed with `directionality = keep`";
            case DIRECTED -> "as they are directed, in both directions apart";
            case BY_TYPE -> "apart by type and direction";
        };
    }

    private static void table(StringBuilder page, List<Option> options) {
        if (options.isEmpty()) {
            return;
        }
        page.append("| setting | default | values | what it does | tuned over |\n|---|---|---|---|---|\n");
        for (Option option : options) {
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            option.name(),
                            "".equals(option.fallback()) ? "" : "`" + option.fallback() + "`",
                            option.kind().range(),
                            option.sentence().replace("|", "\\|"),
                            option.grid().stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        page.append("\n");
    }
}
