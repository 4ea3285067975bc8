package dev.kith.cli.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A set that Kith knows.
 *
 * @param origin where its publishers have it, in a form of theirs
 * @param metaSha256 of its {@code meta.json}, which holds the hashes of all other files
 */
public record Dataset(String name, String title, String licence, String origin, String metaSha256) {

    /** All of them, in the order of the catalogue. */
    public static List<Dataset> all() {
        try (InputStream in = Dataset.class.getResourceAsStream("datasets.json")) {
            return List.of(new ObjectMapper().readValue(in, Dataset[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws KithException where there is none of that name, with the nearest one */
    public static Dataset named(String name) {
        return all().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new KithException("There is no data set '" + name + "'"
                        + Nearest.hint(name, all().stream().map(Dataset::name).toList())));
    }
}
