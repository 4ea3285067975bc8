// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kith.graph.KithException;
import dev.kith.graph.job.JobFolder;
import dev.kith.graph.job.JobSpec;
import dev.kith.procedures.KithFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the plugin reads of a search's folder, which the worker writes. A line of the log is a trial once it is whole.
 *
 * @param owner the user whose it is
 */
record SearchCard(String id, String owner, JobFolder folder) {
    private static final long MOST_BYTES = 256L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    /** Whether its specification is there. */
    boolean isBegun() {
        return Files.isRegularFile(folder.path().resolve("job.json"));
    }

    JobSpec spec() {
        return folder.spec();
    }

    ZonedDateTime startedAt() {
        return ZonedDateTime.parse(spec().text("startedAt"));
    }

    /** Its trials in their order, from that number on. */
    List<Tried> trials(int from) {
        List<Tried> trials = new ArrayList<>();
        String log = read("trials.jsonl").orElse("");
        int number = 0;
        for (int start = 0, end = log.indexOf('\n'); end >= 0; start = end + 1, end = log.indexOf('\n', start)) {
            if (number++ >= from) {
                trials.add(Tried.of(map(log.substring(start, end))));
            }
        }
        return trials;
    }

    /** What is known at its end; empty before that. */
    Optional<Map<String, Object>> report() {
        return read("report.json").map(SearchCard::map);
    }

    /** The trained best, where the search has come to that. */
    Optional<Path> model() {
        Path model = folder.search().resolve("model");
        return Files.isRegularFile(model.resolve("model.json")) ? Optional.of(model) : Optional.empty();
    }

    /** The bytes of its graph. */
    long graphBytes() {
        try (Stream<Path> files = Files.list(folder.graph())) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new KithException("The graph of the search '" + id + "' cannot be read: " + e + ".", e);
        }
    }

    void remove() {
        KithFolder.remove(folder.path());
    }

    private Optional<String> read(String name) {
        Path file = folder.search().resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KithException("The file " + file + " has more than " + MOST_BYTES + " bytes.");
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e + ".", e);
        }
    }

    @SuppressWarnings("unchecked") // JSON's keys are texts
    private static Map<String, Object> map(String text) {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new KithException("A search's file is damaged: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** As a line of JSON. */
    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, texts and numbers can be written as JSON.", e);
        }
    }
}
