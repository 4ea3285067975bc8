package dev.kith.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.recipe.Recipe;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spaces have the published sizes, and every architecture in them can be trained. */
class SpaceTest {
    private static final String NODES = ModelRegistry.NODE_CLASSIFICATION;
    private static final String LINKS = ModelRegistry.LINK_PREDICTION;

    @Test
    void publishedSizes() {
        assertThat(NamedSpaces.graphNas(NODES, 2).layerSize()).isEqualTo(9408);
        assertThat(NamedSpaces.graphNas(NODES, 2).size()).isEqualTo(88_510_464);
        assertThat(NamedSpaces.usual(NODES, 2).layerSize()).isEqualTo(14_112);
        assertThat(NamedSpaces.usual(NODES, 2).size()).isEqualTo(BigInteger.valueOf(14_112L * 14_112L));
        assertThat(NamedSpaces.usual(NODES, 2).classes()).hasSize(6);
    }

    /** GraphNAS overwrites the last layer's width: 9408 · 1344 = 12,644,352 functions. */
    @Test
    void theLastWidthOfAClassifierChangesNothing() {
        Space space = NamedSpaces.graphNas(NODES, 2);
        Architecture some = space.random(1, 2, 3);
        Set<Architecture> functions = new HashSet<>();
        Set<Architecture> ofLinks = new HashSet<>();
        int last = space.positionsOf(0)[1];
        for (int v = 0; v < 7; v++) {
            Architecture other = some.with(new int[] {last}, new int[] {v});
            functions.add(space.canonical(other));
            ofLinks.add(NamedSpaces.graphNas(LINKS, 2).canonical(other));
        }
        assertThat(functions).hasSize(1);
        assertThat(ofLinks).hasSize(7);
        assertThat(9408L * 1344L).isEqualTo(88_510_464L / 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"classes\": {\"aggregate\": [\"sum\", \"median\"]}}|median",
                "{\"classes\": {\"dropout\": [0.3, 5]}}|dropout",
                "{\"classes\": {\"hidden\": [4, \"x\"]}}|x",
                "{\"classes\": {\"depth\": [0, 1]}}|depth",
                "{\"classes\": {\"depth\": [\"2\"]}}|depth",
                "{\"classes\": {\"model\": [\"recipe\", \"gea\"]}}|no model 'gea'",
                "{\"classes\": {\"model\": [\"recipe\", \"ncn\"]}}|not for node-classification",
                "{\"classes\": {\"droput\": [0.3]}}|did you mean 'dropout'",
                "{\"settings\": {\"epohcs\": 5}}|did you mean 'epochs'",
                "{\"settings\": \"x\"}|names and their values",
                "{\"classes\": []}|names and their values",
                "{\"classes\": {\"hidden\": [[4], 8]}}|hidden",
                "{\"layers\": \"three\"}|1 to 8 layers",
                "{\"layers\": 99}|1 to 8 layers",
                "{\"settings\": {\"dropout\": 7}}|dropout",
                "{\"classes\": {\"aggregate\": [\"lcm\", \"sum\"], \"attention\": [\"gat\", \"bogus\"]}}|bogus"
            })
    void whatNoTrialCanBeMadeOfIsRefused(String text, String reason) {
        assertThatThrownBy(() -> SpaceText.parse(NODES, text).check())
                .isInstanceOf(KithException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aRecipeIsAnArchitecture() {
        Space space = NamedSpaces.usual(NODES, 2);
        for (int i = 0; i < 100; i++) {
            Architecture some = space.random(3, 1, i);
            assertThat(space.canonical(space.architecture(space.recipe(some)))).isEqualTo(space.canonical(some));
        }
        // Its last width is the number of classes whatever it says.
        assertThat(space.architecture(Recipe.parse("gat:8x8:sum:identity:elu/gcn:1x7:mean:mlp:linear")))
                .isNotNull();
        // One of four layers.
        Architecture deep = NamedSpaces.extended(NODES).architecture(Recipe.parse("gat:8x8:lcm:identity:elu"));
        assertThat(NamedSpaces.extended(NODES).recipe(deep)).hasToString("gat:8x8:lcm:identity:elu");
        assertThat(NamedSpaces.extended(NODES).plan(deep).model()).isEqualTo("recipe");
    }

    /** What is said and changes nothing need not be there; what is not said is as usual. */
    @Test
    void aRecipeIsFoundWhereItsFunctionIs() {
        Space two = SpaceText.parse(
                NODES,
                "{\"classes\": {\"Activation\": [\"relu\", \"elu\"], \"dropout\": [0.0, 0.6],"
                        + " \"hidden\": [8.0], \"combine\": []}}");
        Architecture found = two.architecture(Recipe.parse("gat:8x8:sum:identity:elu/gcn:1x8:sum:identity:linear"));
        assertThat(two.plan(found).settings())
                .containsEntry("recipe", "gat:8x8:sum:identity:elu/gcn:1x8:sum:identity:relu")
                .containsEntry("dropout", 0.6);
        assertThatThrownBy(() -> two.architecture(Recipe.parse("gat:8x8:sum:mlp:elu/gcn:1x8:sum:identity:linear")))
                .hasMessageContaining("no class 'combine': it is identity");
    }

    @ParameterizedTest
    @CsvSource({
        "gat:3x8:sum:identity:elu/gcn:1x4:mean:mlp:linear, layer 1 with the heads of the recipe",
        "gat:8x9:sum:identity:elu/gcn:1x4:mean:mlp:linear, layer 1 with the hidden of the recipe",
        "gat:8x8:sum:identity:elu/gcn:1x4:lcm:mlp:linear, layer 2 with the aggregate of the recipe",
        "gat:8x8:sum:identity:elu, 1 layers"
    })
    void aRecipeThatIsNotInTheSpaceIsRefused(String recipe, String reason) {
        assertThatThrownBy(() -> NamedSpaces.usual(NODES, 2).architecture(Recipe.parse(recipe)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining(reason);
    }

    /** A setting of all models on which it depends whether a choice changes something. */
    @Test
    void theLastActivationMattersWhereItIsApplied() {
        Space plain = NamedSpaces.usual(NODES, 2);
        Space applied = SpaceText.parse(NODES, SpaceText.write(plain.under(Map.of("lastActivation", true))));
        int last = plain.positionsOf(5)[1];
        Architecture some = plain.random(1, 2, 3).with(new int[] {last}, new int[] {0});
        Architecture other = some.with(new int[] {last}, new int[] {2});
        assertThat(plain.plan(other)).isEqualTo(plain.plan(some));
        assertThat(applied.plan(other)).isNotEqualTo(applied.plan(some));
        assertThat(applied.recipe(applied.canonical(other)).toString()).endsWith(":relu");
    }

    @ParameterizedTest
    @CsvSource({
        "default, node-classification",
        "graphnas, node-classification",
        "extended, node-classification",
        "default, link-prediction",
        "extended, link-prediction"
    })
    void everyArchitectureIsAModelWithSettings(String name, String task) {
        Space space = SpaceText.parse(task, name);
        space.check();
        Set<String> models = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Architecture architecture = space.random(5, 1, i);
            Plan plan = space.plan(architecture);
            models.add(plan.model());
            assertThat(ModelRegistry.find(plan.model()).tasks()).contains(task);
            TrainingOptions.settings(ModelRegistry.find(plan.model()), plan.settings());
            Architecture canonical = space.canonical(architecture);
            assertThat(space.canonical(canonical)).isEqualTo(canonical);
            assertThat(space.plan(canonical)).as("the same function").isEqualTo(plan);
        }
        if (name.equals("extended")) {
            assertThat(models)
                    .containsExactlyInAnyOrderElementsOf(
                            task.equals(LINKS)
                                    ? List.of("gae", "ncn", "ncnc")
                                    : List.of("recipe", "adpa", "gcn", "sage"));
        } else {
            assertThat(models).hasSize(1);
        }
    }

    @Test
    void forwardTrainingAndPatternsAreChoices() {
        Space space = SpaceText.parse(
                NODES,
                "{\"base\": \"extended\", \"classes\": {\"model\": [\"forward:sage\"], \"dropout\": [], \"hidden\": [32]}}");
        Plan forward = space.plan(space.random(1, 1, 1));
        assertThat(forward.model()).isEqualTo("sage");
        assertThat(forward.settings()).containsEntry("training", "forward").containsEntry("hidden", 32);
        assertThat(forward.settings()).doesNotContainKeys("dropout", "recipe", "hops");
        Space adpa = SpaceText.parse(NODES, "{\"base\": \"extended\", \"classes\": {\"model\": [\"adpa\"]}}");
        assertThat(adpa.plan(adpa.random(1, 1, 1)).settings()).containsKeys("hops", "patternOrder", "hidden");
    }

    @Test
    void overriddenFromJson() {
        Space space = SpaceText.parse(NODES, """
                {"layers": 3, "classes": {"hidden": [8, 16], "aggregate": [], "dropout": [0.2, 0.5]},
                 "settings": {"epochs": 7}}""");
        assertThat(space.layers()).isEqualTo(3);
        assertThat(space.size())
                .isEqualTo(BigInteger.valueOf(2L * 7 * 6 * 2 * 8).pow(3).multiply(BigInteger.TWO));
        Plan plan = space.plan(space.random(3, 3, 3));
        assertThat(plan.settings()).containsEntry("epochs", 7).containsKeys("dropout", "recipe");
        assertThat((String) plan.settings().get("recipe")).contains(":sum:");
        assertThat(SpaceText.parse(NODES, SpaceText.write(space))).isEqualTo(space);
        for (String name : List.of("default", "extended", "graphnas")) {
            Space one = SpaceText.parse(LINKS, name);
            assertThat(SpaceText.parse(LINKS, SpaceText.write(one))).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defualt",
                "{",
                "{\"clases\": {}}",
                "{\"layers\": 99}",
                "{\"classes\": {\"heads\": 4}}",
                "{\"classes\": {\"hidden\":[],\"attention\":[],\"heads\":[],\"aggregate\":[],\"combine\":[],\"activation\":[]}}"
            })
    void whatIsNoSpaceIsRefused(String text) {
        assertThatThrownBy(() -> SpaceText.parse(NODES, text))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("space");
    }

    @Test
    void directedLinksAreNotScoredByADotProduct() {
        for (String name : List.of("default", "extended")) {
            Space space = SpaceText.parse(LINKS, name).ofDirectedLinks();
            for (int i = 0; i < 50; i++) {
                assertThat(space.plan(space.random(1, 1, i)).settings().get("decoder"))
                        .isNotEqualTo("dot");
            }
        }
    }

    @Test
    void wordsNameWhatMatters() {
        Space space = NamedSpaces.usual(NODES, 2);
        Map<String, Object> words = space.words(space.random(1, 1, 1));
        assertThat(words).containsKeys("hidden.0", "attention.1").doesNotContainKeys("hidden.1", "activation.1");
    }
}
