package dev.kith.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CypherNameTest {
    @Test
    void quotesAndDoublesBackticks() {
        assertThat(CypherName.quote("born in")).isEqualTo("`born in`");
        assertThat(CypherName.quote("a`b``c")).isEqualTo("`a``b````c`");
        assertThat(CypherName.labels(List.of("A", "B C"))).isEqualTo(":`A`:`B C`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X`) DETACH DELETE n //",
                "`",
                "``",
                "'; DROP",
                "a\nb",
                "ü€😀",
                "$rows",
                "back\\slash",
                "// comment",
                "\u202eevil"
            })
    void keepsHostileNamesInsideTheBackticks(String name) {
        assertStaysInside(name, CypherName.quote(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nul\0", "\\u0060) DETACH DELETE n //", "half \ud83d", "\udc00 half"})
    void refusesWhatTheServerCannotStoreOrWouldDecode(String name) {
        assertThatThrownBy(() -> CypherName.quote(name)).isInstanceOf(KithException.class);
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> CypherName.quote(null)).isInstanceOf(KithException.class);
    }

    @Test
    void boundsTheLength() {
        assertThat(CypherName.quote("x".repeat(1_000))).hasSize(1_002);
        assertThatThrownBy(() -> CypherName.quote("x".repeat(1_001)))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("1,001 characters");
    }

    @Property
    void everyNameStaysInsideOrIsRefused(@ForAll @StringLength(max = 40) String name) {
        String quoted;
        try {
            quoted = CypherName.quote(name);
        } catch (KithException e) {
            Assume.that(false);
            return;
        }
        assertStaysInside(name, quoted);
    }

    /** Read as Cypher reads it: a backtick ends the name unless another follows. */
    private static void assertStaysInside(String name, String quoted) {
        StringBuilder read = new StringBuilder();
        int position = 1;
        while (position < quoted.length()) {
            char c = quoted.charAt(position++);
            if (c != '`') {
                read.append(c);
            } else if (position < quoted.length() && quoted.charAt(position) == '`') {
                read.append('`');
                position++;
            } else {
                break;
            }
        }
        assertThat(read).hasToString(name);
        assertThat(position).isEqualTo(quoted.length());
    }
}
