package dev.kith.cli.dataset;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a folder for each set, such as {@code KITH_DATA} names. */
record MirrorFolder(Path folder) implements DatasetPlace {
    @Override
    public void fetch(String set, String file, Path target) {
        try {
            Files.copy(folder.resolve(set).resolve(file), target);
        } catch (IOException e) {
            throw new KithException(
                    "The file " + folder.resolve(set).resolve(file) + " cannot be copied; mend the mirror.", e);
        }
    }

    @Override
    public String words() {
        return "the mirror " + folder;
    }
}
