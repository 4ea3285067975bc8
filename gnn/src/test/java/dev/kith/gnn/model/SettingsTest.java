package dev.kith.gnn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final List<Option> OPTIONS = List.of(
            Option.count("hidden", 64, 1, 4096, "Width."),
            Option.number("dropout", 0.5, 0, 0.95, "Rate."),
            Option.flag("residual", false, "Adds."),
            Option.choice("norm", "none", List.of("none", "layer"), "Norm."),
            Option.text("weightProperty", "", "Weight."));

    private static Settings of(Map<String, ?> given) {
        return Settings.of(OPTIONS, given);
    }

    @Test
    void defaultsStandWhereNothingIsGiven() {
        Settings settings = of(Map.of());
        assertThat(settings.whole("hidden")).isEqualTo(64);
        assertThat(settings.real("dropout")).isEqualTo(0.5);
        assertThat(settings.flag("residual")).isFalse();
        assertThat(settings.choice("norm")).isEqualTo("none");
        assertThat(settings.text("weightProperty")).isEmpty();
        assertThat(settings.asMap()).containsOnlyKeys("hidden", "dropout", "residual", "norm", "weightProperty");
    }

    @Test
    void textsNumbersAndBooleansAreReadInAnyCase() {
        Settings settings = of(Map.of(
                "HIDDEN", " 128 ", "Dropout", 0, "residual", "Yes", "norm", "LAYER", "weightProperty", "Amount (€)"));
        assertThat(settings.whole("hidden")).isEqualTo(128);
        assertThat(settings.real("dropout")).isZero();
        assertThat(settings.flag("residual")).isTrue();
        assertThat(settings.choice("norm")).isEqualTo("layer");
        assertThat(settings.text("weightProperty")).isEqualTo("Amount (€)");
        assertThat(of(Map.of("hidden", 32.0)).whole("hidden")).isEqualTo(32);
        assertThat(of(Map.of("hidden", 1e3)).whole("hidden")).isEqualTo(1000);
    }

    @Test
    void aSecondLayerOfValuesReplacesSome() {
        Settings settings = of(Map.of("hidden", 8, "norm", "layer")).with(Map.of("hidden", 16));
        assertThat(settings.whole("hidden")).isEqualTo(16);
        assertThat(settings.choice("norm")).isEqualTo("layer");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() {
        refused(Map.of("hiden", 8), "There is no setting 'hiden'; did you mean 'hidden'?");
        refused(
                Map.of("drop", 8),
                "There is no setting 'drop'; known: hidden, dropout, residual, norm, weightProperty");
    }

    @Test
    void aValueOutOfItsRangeIsRefusedWithTheRange() {
        refused(Map.of("hidden", 0), "hidden cannot be '0': it is a whole number from 1 to 4096 (default 64)");
        refused(Map.of("hidden", 1.5), "hidden cannot be '1.5'");
        refused(Map.of("hidden", 1e300), "hidden cannot be");
        refused(Map.of("dropout", Double.NaN), "dropout cannot be 'NaN': it is a number from 0.0 to 0.95");
        refused(Map.of("residual", "perhaps"), "it is true or false (default false)");
        refused(Map.of("norm", "l2"), "it is one of none, layer (default none)");
        refused(Map.of("norm", List.of("layer")), "it is one of none, layer");
        refused(Map.of("weightProperty", "x".repeat(1001)), "a text of at most 1000 characters");
    }

    @Test
    void noValueIsNoValue() {
        Map<String, Object> given = new HashMap<>();
        given.put("weightProperty", null);
        refused(given, "weightProperty cannot be 'null'");
    }

    @Test
    void whatIsLongIsCutBetweenCharacters() {
        // A surrogate pair stands at the cut.
        refused(Map.of("norm", "x".repeat(59) + "\uD83D\uDE00yz"), "'" + "x".repeat(59) + "\uD83D\uDE00…'");
    }

    @Test
    void everyDeclaredDefaultAndGridValueIsInItsRange() {
        for (ModelEntry entry : ModelRegistry.entries()) {
            for (Option option : dev.kith.gnn.train.TrainingOptions.with(entry)) {
                assertThat(option.parse(option.fallback()))
                        .as(entry.name() + " " + option.name())
                        .isEqualTo(option.fallback());
                option.grid().forEach(value -> assertThat(option.parse(value)).isNotNull());
                assertThat(option.sentence()).endsWith(".");
            }
            assertThat(dev.kith.gnn.train.TrainingOptions.with(entry).stream()
                            .map(o -> o.name().toLowerCase(java.util.Locale.ROOT)))
                    .doesNotHaveDuplicates();
        }
    }

    private static void refused(Map<String, ?> given, String why) {
        assertThatThrownBy(() -> of(given)).isInstanceOf(KithException.class).hasMessageContaining(why);
    }
}
