package dev.kith.gnn.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.gnn.model.amud.AmudOptions;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the procedures know of models and options is what the registry says. */
class OptionCatalogueTest {
    private static final Path RESOURCE = Path.of("../graph/src/main/resources/dev/kith/graph/job/options.json");

    @Test
    void theCatalogueIsThatOfTheRegistry() throws IOException {
        OptionCatalogue registry = new OptionCatalogue(
                ModelRegistry.entries().stream()
                        .map(entry -> new OptionCatalogue.Model(
                                entry.name(),
                                entry.sentence(),
                                entry.source(),
                                entry.tasks().stream().sorted().toList(),
                                describe(entry.options()),
                                new TreeMap<>(entry.trainingDefaults()),
                                withoutTraining(entry)))
                        .toList(),
                describe(TrainingOptions.all()),
                describe(AmudOptions.all()));
        // A line for each model and option, so that a change is a line in a diff.
        String json = new ObjectMapper().writeValueAsString(registry).replace("{\"name\"", "\n{\"name\"") + "\n";
        Path fresh = Path.of("target/options.json");
        Files.writeString(fresh, json);
        assertThat(RESOURCE)
                .as("Options were changed: copy gnn/%s to %s", fresh, RESOURCE.subpath(1, RESOURCE.getNameCount()))
                .content()
                .isEqualTo(json);
    }

    @Test
    void defaultsAreInTheRangesOfTheirOptions() {
        OptionCatalogue catalogue = OptionCatalogue.current();
        catalogue.models().forEach(model -> catalogue.options(model).forEach(OptionCatalogueTest::acceptsItsDefault));
        catalogue.amud().forEach(OptionCatalogueTest::acceptsItsDefault);
    }

    private static void acceptsItsDefault(OptionDescription option) {
        assertThat(option.check(option.fallback())).as(option.name()).isEqualTo(option.fallback());
    }

    private static List<String> withoutTraining(ModelEntry entry) {
        List<String> has = TrainingOptions.of(entry).stream().map(Option::name).toList();
        return TrainingOptions.all().stream()
                .map(Option::name)
                .filter(name -> !has.contains(name))
                .toList();
    }

    private static List<OptionDescription> describe(List<Option> options) {
        return options.stream().map(OptionCatalogueTest::describe).toList();
    }

    private static OptionDescription describe(Option option) {
        return switch (option.kind()) {
            case Option.Kind.Real real -> describe(option, "real", real.least(), real.most(), List.of());
            case Option.Kind.Whole whole -> describe(option, "whole", whole.least(), whole.most(), List.of());
            case Option.Kind.Flag flag -> describe(option, "flag", 0, 0, List.of());
            case Option.Kind.Text text -> describe(option, "text", 0, 1000, List.of());
            case Option.Kind.Choice choice -> describe(option, "choice", 0, 0, choice.choices());
        };
    }

    private static OptionDescription describe(
            Option option, String type, double least, double most, List<String> choices) {
        return new OptionDescription(
                option.name(),
                type,
                least,
                most,
                choices,
                type.equals("real") ? ((Number) option.fallback()).doubleValue() : option.fallback(),
                option.sentence());
    }
}
