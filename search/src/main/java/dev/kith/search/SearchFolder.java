package dev.kith.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.job.ProcessLock;
import dev.kith.search.trial.FolderShelf;
import dev.kith.search.trial.Trial;
import dev.kith.search.trial.TrialLog;
import dev.kith.search.trial.WeightShelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A search on the disk: {@code search.json} says what it is, {@code trials.jsonl} and {@code finals.jsonl} hold what was
 * done, {@code weights/} what layers are handed on, {@code model/} the trained best, {@code report.*} the end.
 */
public final class SearchFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A worker that was cancelled may be ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;

    public SearchFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    public boolean isBegun() {
        return Files.exists(header());
    }

    private Path header() {
        return folder.resolve("search.json");
    }

    /**
     * Works while no other process goes on with this search; one that is ending gets ten seconds.
     *
     * @throws KithException where another process is at work
     */
    public <T> T alone(Supplier<T> work) {
        ProcessLock lock = lock();
        try {
            return work.get();
        } finally {
            unlock(lock);
        }
    }

    private ProcessLock lock() {
        try {
            Files.createDirectories(folder);
            return ProcessLock.take(folder.resolve("search.lock"), PATIENCE)
                    .orElseThrow(() -> new KithException(
                            "Another process is at work on the search in " + folder + "; wait for it."));
        } catch (IOException e) {
            throw new KithException("The search in " + folder + " cannot be locked: " + e.getMessage() + ".", e);
        }
    }

    private void unlock(ProcessLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new KithException("The search in " + folder + " cannot be unlocked: " + e.getMessage() + ".", e);
        }
    }

    /** @throws KithException where another search is there */
    public void begin(SearchHeader header) {
        alone(() -> {
            if (isBegun()) {
                throw new KithException("There is a search in " + folder
                        + " already; go on with it (--resume), or choose another folder.");
            }
            describe(header);
            return null;
        });
    }

    /** Writes what the search is about, as when its budget has changed. */
    public void describe(SearchHeader header) {
        write("search.json", json(header));
    }

    /** @throws KithException where there is none, or it is damaged */
    public SearchHeader read() {
        if (!isBegun()) {
            throw new KithException("There is no search in " + folder + " to be resumed.");
        }
        try {
            return JSON.readValue(header().toFile(), SearchHeader.class);
        } catch (IOException e) {
            throw new KithException("The search's description " + header() + " is damaged.", e);
        }
    }

    public TrialLog<Trial> trials() {
        return new TrialLog<>(folder.resolve("trials.jsonl"), Trial.class);
    }

    /** Runs at the end belong to the trials that there were then. */
    public TrialLog<FinalRun> finals(int trials) {
        return new TrialLog<>(folder.resolve("finals-" + trials + ".jsonl"), FinalRun.class);
    }

    public WeightShelf shelf() {
        return new FolderShelf(folder.resolve("weights"));
    }

    /** Where the best is, once it is trained. */
    public Path model() {
        return folder.resolve("model");
    }

    /** What is in the model's folder is a model no longer. */
    void forgetModel() {
        try {
            Files.deleteIfExists(model().resolve("model.json"));
        } catch (IOException e) {
            throw new KithException("The model " + model() + " cannot be removed: " + e.getMessage() + ".", e);
        }
    }

    /** As readable JSON. */
    public static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("Records and maps can be written as JSON.", e);
        }
    }

    /** Writes a file as a whole. */
    public void write(String name, String text) {
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve(name + ".unfinished");
        try {
            Files.createDirectories(folder);
            Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KithException("The file " + file + " could not be written: " + e.getMessage() + ".", e);
        }
    }
}
