package dev.kith.search.trial;

import dev.kith.gnn.file.SafeTensors;
import dev.kith.gnn.file.SafeTensors.Matrix;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Weights in a folder, a file each, written as a whole. */
public final class FolderShelf implements WeightShelf {
    private static final String ENDING = ".safetensors";

    private final Path folder;

    public FolderShelf(Path folder) {
        this.folder = folder;
    }

    @Override
    public Map<String, Matrix> read(String name) {
        Path file = folder.resolve(name + ENDING);
        try {
            return SafeTensors.read(Files.readAllBytes(file), file.toString()).matrices();
        } catch (NoSuchFileException e) {
            throw new WeightsLost("The weights " + file + " belong to a trial in the log and are not there; put them"
                    + " back, or begin the search anew.");
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    @Override
    public void write(String name, Map<String, Matrix> weights) {
        Path file = folder.resolve(name + ENDING);
        Path unfinished = folder.resolve(name + ".unfinished");
        try {
            Files.createDirectories(folder);
            Files.write(unfinished, SafeTensors.write(new SafeTensors.Content(weights, Map.of())));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed("written", file, e);
        }
    }

    @Override
    public void keep(Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> others = files.filter(
                            file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return !wanted.test(name.substring(0, name.length() - ENDING.length()));
                    })
                    .toList();
            for (Path file : others) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("tidied", folder, e);
        }
    }

    private static KithException failed(String what, Path file, IOException e) {
        return new KithException("The weights " + file + " could not be " + what + ": " + e.getMessage() + ".", e);
    }
}
