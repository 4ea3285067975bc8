// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.KithException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureListTest {

    @Test
    void namesAndMaps() {
        List<String> texts = FeatureList.of(List.of(
                "age",
                Map.of("property", "location", "encoder", "invariant", "chirality", true),
                Map.of("properties", List.of("latitude", "longitude"), "Encoder", "SPHERE", "degree", 12L)));
        assertThat(texts)
                .containsExactly("age", "location:invariant;chirality=true", "latitude+longitude:sphere;degree=12");
        assertThat(FeatureRequest.read(texts, Set.of())).containsExactly("age", "location", "latitude", "longitude");
    }

    @Test
    void whatIsNoFeatureIsRefused() {
        assertThatThrownBy(() -> FeatureList.of(List.of(7L)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("cannot be 7; it is a list of names or of maps");
        assertThatThrownBy(() -> FeatureList.of(Map.of("property", "x", "encoder", "spere")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("There is no encoder 'spere'")
                .hasMessageContaining("sphere");
        assertThatThrownBy(() -> FeatureList.of(Map.of("encoder", "sphere")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("names no property");
        assertThatThrownBy(() -> FeatureList.of(Map.of("properties", List.of("x", "y"))))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("names no encoder");
        assertThatThrownBy(() -> FeatureList.of(Map.of("property", "a+b", "encoder", "sphere")))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("Write the property under another name");
    }
}
