// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.graph;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import dev.kith.procedures.Caller;
import dev.kith.procedures.KithFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A user's named projections, a small file each: what is read of the store, not a copy of it. */
final class GraphCatalogue {
    private static final int MOST_BYTES = 1 << 20;
    private static final String ENDING = ".json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private final Path folder;

    GraphCatalogue(KithFolder home, Caller caller) {
        this.folder = home.graphs().resolve(KithFolder.fileName("user", caller.user()));
    }

    record Entry(String name, Map<String, Object> projection) {}

    void add(String name, Map<String, Object> projection) {
        Path file = file(name);
        if (Files.exists(file)) {
            throw new KithException(
                    "There is a graph '" + name + "' already; drop it (kith.graph.drop), or choose another name.");
        }
        try {
            KithFolder.make(folder);
            byte[] bytes = JSON.writeValueAsBytes(projection);
            if (bytes.length > MOST_BYTES) {
                throw new KithException("The projection has more than " + MOST_BYTES + " bytes as JSON; name fewer"
                        + " labels, types and properties.");
            }
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KithException("The graph '" + name + "' cannot be kept: " + e + ".", e);
        }
    }

    List<Entry> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(ENDING)) {
                    entries.add(read(KithFolder.name(name.substring(0, name.length() - ENDING.length())), file));
                }
            }
        } catch (IOException e) {
            throw new KithException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
        return entries;
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** @throws KithException where the caller has no graph of that name */
    Entry get(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            List<String> names = list().stream().map(Entry::name).toList();
            throw new KithException(
                    "There is no graph '" + name.replaceAll("\\p{Cntrl}", "?") + "'" + Nearest.hint(name, names));
        }
        return read(name, file);
    }

    Entry drop(String name) {
        Entry entry = get(name);
        KithFolder.remove(file(name));
        return entry;
    }

    private Path file(String name) {
        return folder.resolve(KithFolder.fileName("graph", name) + ENDING);
    }

    @SuppressWarnings("unchecked") // JSON's keys are texts
    private static Entry read(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Entry(name, JSON.readValue(in.readNBytes(MOST_BYTES), Map.class));
        } catch (IOException e) {
            throw new KithException(
                    "The graph '" + name + "' cannot be read: " + e + ". Drop it, and project it again.", e);
        }
    }
}
