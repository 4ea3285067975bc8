package dev.kith.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.FileHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sets that were fetched: a folder each, there only when it is whole and every hash is right. */
public final class DatasetStore {
    static final String META = "meta.json";

    private static final int MOST_FILES = 1_000;

    private final Path folder;

    public DatasetStore(Path folder) {
        this.folder = folder;
    }

    /** The folder of a set that was fetched. */
    public Optional<Path> find(Dataset set) {
        return Optional.of(folder.resolve(set.name())).filter(found -> Files.isRegularFile(found.resolve(META)));
    }

    /**
     * Brings a set here.
     *
     * @return its folder
     * @throws KithException where the place does not answer or what it gives has other hashes; nothing stays then
     */
    public Path fetch(Dataset set, DatasetPlace place) {
        Path whole = folder.resolve(set.name());
        try {
            Path partial = Files.createTempDirectory(Files.createDirectories(folder), set.name() + ".part");
            try {
                file(set, place, partial, META, set.metaSha256());
                for (Map.Entry<String, JsonNode> file : files(partial)) {
                    Files.createDirectories(partial.resolve(file.getKey()).getParent());
                    file(
                            set,
                            place,
                            partial,
                            file.getKey(),
                            file.getValue().path("sha256").asText());
                }
                Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
                return whole;
            } finally {
                delete(partial);
            }
        } catch (IOException e) {
            throw new KithException("The folder " + whole + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> files(Path partial) throws IOException {
        JsonNode files =
                new ObjectMapper().readTree(partial.resolve(META).toFile()).path("files");
        if (files.size() > MOST_FILES) {
            throw new KithException("The set lists more than 1,000 files; it is none of Kith's.");
        }
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            // The list is of a known hash; a path that leaves the folder is refused all the same.
            if (!partial.resolve(file.getKey()).normalize().startsWith(partial)) {
                throw new KithException("The set lists the file '" + file.getKey() + "' outside of its folder.");
            }
        }
        return files.properties();
    }

    private static void file(Dataset set, DatasetPlace place, Path partial, String file, String sha256) {
        Path target = partial.resolve(file);
        place.fetch(set.name(), file, target);
        String found = FileHash.of(target);
        if (!found.equals(sha256)) {
            throw new KithException(
                    "The file %s of '%s' from %s has the SHA-256 %s… and should have %s…: it is cut off, or another. Nothing of it was kept."
                            .formatted(
                                    file, set.name(), place.words(), found.substring(0, 12), sha256.substring(0, 12)));
        }
    }

    private static void delete(Path partial) throws IOException {
        if (Files.exists(partial)) {
            try (Stream<Path> all = Files.walk(partial)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
