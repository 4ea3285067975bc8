package dev.kith.graph.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of one job.
 *
 * @param path the folder
 */
public record JobFolder(Path path) {
    private static final int MOST_BYTES = 16 << 20;
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    /** What is wanted. */
    public JobSpec spec() {
        return read(path.resolve("job.json"), JobSpec.class);
    }

    public void write(JobSpec spec) {
        write(path.resolve("job.json"), spec);
    }

    /** What came of it. */
    public JobResult result() {
        return read(resultFile(), JobResult.class);
    }

    public boolean hasResult() {
        return Files.isRegularFile(resultFile());
    }

    /** Written as a whole and last: a job with a result is done. */
    public void write(JobResult result) {
        write(resultFile(), result);
    }

    private Path resultFile() {
        return path.resolve("result.json");
    }

    /** The graph that is worked on. */
    public Path graph() {
        return path.resolve("graph");
    }

    /** The model that was trained. */
    public Path model() {
        return path.resolve("model");
    }

    /** The trials of an architecture search, its report and its model. */
    public Path search() {
        return path.resolve("search");
    }

    /** Forgets what came of it, so that it can be done again. */
    public void forgetResult() {
        try {
            Files.deleteIfExists(resultFile());
        } catch (IOException e) {
            throw new KithException("The file " + resultFile() + " cannot be removed: " + e.getMessage() + ".", e);
        }
    }

    /** An Arrow stream: {@code id}, and a column for each property to write. */
    public Path predictions() {
        return path.resolve("predictions.arrow");
    }

    private static void write(Path file, Object value) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.write(unfinished, JSON.writeValueAsBytes(value));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static <T> T read(Path file, Class<T> type) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new KithException(
                        "The file " + file + " has more than " + MOST_BYTES + " bytes; it is no job's.");
            }
            T value = JSON.readValue(bytes, type);
            if (value == null) {
                throw new KithException("The file " + file + " says nothing; run the job again.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new KithException("The file " + file + " is damaged, or no job's; run the job again.", e);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
