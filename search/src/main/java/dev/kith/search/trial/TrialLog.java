package dev.kith.search.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Records in a file, one a line, each on the disk before the next is begun. A line that was cut off by a crash is left out
 * and written again. Reading changes nothing.
 */
public final class TrialLog<T> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<T> recorded = new ArrayList<>();
    /** Bytes of whole lines. */
    private long whole;

    /**
     * Opens the log, or begins one.
     *
     * @throws KithException where a line before the last is no record
     */
    public TrialLog(Path file, Class<T> type) {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            int start = 0;
            for (int end = 0; end < bytes.length; end++) {
                if (bytes[end] == '\n') {
                    recorded.add(JSON.readValue(bytes, start, end - start, type));
                    start = end + 1;
                }
            }
            whole = start;
        } catch (JsonProcessingException e) {
            throw new KithException(
                    "Line " + (recorded.size() + 1) + " of " + file
                            + " is damaged; remove it and what follows, and resume from there.",
                    e);
        } catch (IOException e) {
            throw new KithException("The log " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** What was there when it was opened. */
    public List<T> recorded() {
        return List.copyOf(recorded);
    }

    public void append(T record) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole).position(whole);
            ByteBuffer line =
                    ByteBuffer.wrap((JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
            whole = channel.position();
        } catch (IOException e) {
            throw new KithException("The log " + file + " could not be written: " + e.getMessage() + ".", e);
        }
    }
}
