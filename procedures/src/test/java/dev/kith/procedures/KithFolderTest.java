// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KithFolderTest {

    @Property
    void everyNameHasAFileOfItsOwnInsideTheFolder(@ForAll @StringLength(max = 70) String name) {
        String file;
        try {
            file = KithFolder.fileName("model", name);
        } catch (KithException e) {
            assertThat(e).hasMessageStartingWith("The name of a model must have");
            return;
        }
        assertThat(file).matches("[a-z0-9_%A-F-]{1,200}");
        assertThat(Path.of("root").resolve(file).normalize()).hasParentRaw(Path.of("root"));
        // A lone surrogate is no character; UTF-8 has a question mark for it.
        if (name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            assertThat(KithFolder.name(file)).isEqualTo(name);
        }
    }

    @Test
    void namesThatLeadElsewhereStayInTheFolder() {
        assertThat(KithFolder.fileName("model", "../../etc/passwd")).isEqualTo("%2E%2E%2F%2E%2E%2Fetc%2Fpasswd");
        assertThat(KithFolder.fileName("model", "..")).isEqualTo("%2E%2E");
        assertThatThrownBy(() -> KithFolder.fileName("model", " ")).isInstanceOf(KithException.class);
        assertThatThrownBy(() -> KithFolder.fileName("model", "a".repeat(65536)))
                .isInstanceOf(KithException.class);
    }

    @Test
    void foldersAreTheServersAlone(@TempDir Path folder) throws IOException {
        Path made = KithFolder.make(folder.resolve("a").resolve("b"));
        Files.writeString(made.resolve("file"), "text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        KithFolder.remove(folder.resolve("a"));
        KithFolder.remove(folder.resolve("a"));
        assertThat(folder.resolve("a")).doesNotExist();
    }
}
