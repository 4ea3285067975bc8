package dev.kith.cli.dataset;

import dev.kith.graph.KithException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where copies of sets come from, one after the other. */
public sealed interface DatasetPlace permits MirrorFolder, HttpHome {
    /** Brings a file of a set to {@code target}, or throws a sentence about why not. */
    void fetch(String set, String file, Path target);

    /** As it is named in sentences. */
    String words();

    /** A folder with a folder for each set. */
    static DatasetPlace mirror(Path folder) {
        return new MirrorFolder(folder);
    }

    /** The folder of a set in a mirror. */
    static Optional<Path> inMirror(Dataset set, Path mirror) {
        return Optional.of(mirror.resolve(set.name()))
                .filter(folder -> Files.isRegularFile(folder.resolve(DatasetStore.META)));
    }

    /** @throws KithException where it is no HTTP address */
    static DatasetPlace home(String url) {
        if (!url.matches("https?://\\S+")) {
            throw new KithException("'" + url + "' is no home of data sets; write http://… or https://….");
        }
        return new HttpHome(URI.create(url), Duration.ofSeconds(30));
    }
}
