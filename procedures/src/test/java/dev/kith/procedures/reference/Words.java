// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.reference;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the values and keys of procedures mean: {@code words.properties}. A name means the same everywhere unless there
 * is a line with the procedure before it.
 */
final class Words {
    private final Properties words = new Properties();
    private final Set<String> unused = new TreeSet<>();

    static Words read() {
        Words read = new Words();
        try (Reader file =
                new InputStreamReader(Words.class.getResourceAsStream("words.properties"), StandardCharsets.UTF_8)) {
            read.words.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.unused.addAll(read.words.stringPropertyNames());
        return read;
    }

    /** @param kind {@code yield} or {@code key} */
    String of(String kind, String procedure, String name) {
        String everywhere = kind + "." + name;
        String here = kind + "." + procedure + "." + name;
        String known = words.containsKey(here) ? here : everywhere;
        unused.remove(known);
        String sentence = words.getProperty(known);
        if (sentence == null) {
            throw new AssertionError("words.properties lacks a line '" + everywhere + "' or '" + here + "'.");
        }
        return sentence;
    }

    Set<String> unused() {
        return unused;
    }
}
