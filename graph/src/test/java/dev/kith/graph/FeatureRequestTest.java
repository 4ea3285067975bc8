package dev.kith.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureRequestTest {

    @Test
    void aPropertyAlone() {
        assertThat(FeatureRequest.parse("age", Set.of())).isEqualTo(new FeatureRequest(List.of("age"), null, Map.of()));
    }

    @Test
    void propertiesOfAnEncoderWithOptions() {
        FeatureRequest request = FeatureRequest.parse("latitude+longitude:Sphere;degree=12;width=32", Set.of());
        assertThat(request.properties()).containsExactly("latitude", "longitude");
        assertThat(request.encoder()).isEqualTo("sphere");
        assertThat(request.options()).isEqualTo(Map.of("degree", "12", "width", "32"));
        assertThat(FeatureRequest.parse(request.text(), Set.of())).isEqualTo(request);
    }

    /** Names of a graph's own come first. */
    @Test
    void propertiesWithSignsInTheirNames() {
        assertThat(FeatureRequest.parse("a:sphere", Set.of("a:sphere")).encoder())
                .isNull();
        assertThat(FeatureRequest.parse("ns:name", Set.of()).properties()).containsExactly("ns:name");
        assertThat(FeatureRequest.parse("a+b:invariant", Set.of("a+b")).properties())
                .containsExactly("a+b");
    }

    @Test
    void aGroupIsReadToo() {
        assertThat(FeatureRequest.read(List.of("x+y:invariant;group=set", "age", "x"), Set.of()))
                .containsExactly("x", "y", "set", "age");
    }

    @Test
    void anOptionWithoutAValueIsRefused() {
        assertThatThrownBy(() -> FeatureRequest.parse("x:invariant;chirality", Set.of()))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("an option 'chirality' that is not NAME=VALUE");
    }
}
