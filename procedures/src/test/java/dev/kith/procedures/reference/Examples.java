// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The examples of {@code examples.cypher}: a comment that names a procedure, and a query below it. */
final class Examples {
    private Examples() {}

    /** By procedure, in their order. */
    static Map<String, String> read() {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String block : text().split("(?m)^// ", -1)) {
            if (!block.isBlank()) {
                int name = block.indexOf('\n');
                examples.put(
                        block.substring(0, name).strip(), block.substring(name).strip());
            }
        }
        return examples;
    }

    private static String text() {
        try (InputStream in = Examples.class.getResourceAsStream("examples.cypher")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
