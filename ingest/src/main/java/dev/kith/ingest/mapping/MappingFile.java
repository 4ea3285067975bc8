package dev.kith.ingest.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mappings as YAML, of which JSON is a part. */
public final class MappingFile {
    private static final long MOST_BYTES = 4 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build())
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private MappingFile() {}

    /** @throws KithException where the file is none, naming the place */
    public static Mapping read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KithException("The mapping file " + file + " is larger than 4 MiB; it is no mapping.");
            }
            Mapping mapping = YAML.readValue(file.toFile(), Mapping.class);
            if (mapping == null) {
                throw new KithException("The mapping file " + file + " is empty.");
            }
            return mapping;
        } catch (UnrecognizedPropertyException e) {
            String key = e.getPropertyName();
            throw new KithException(
                    "The mapping file " + file + " has the unknown key '" + key + "'"
                            + Nearest.hint(
                                    key,
                                    e.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .toList()),
                    e);
        } catch (JsonProcessingException e) {
            if (e instanceof JsonMappingException && e.getCause() instanceof KithException cause) {
                throw new KithException(
                        "The mapping file " + file + where(e) + " is refused. " + cause.getMessage(), e);
            }
            throw new KithException(
                    "The mapping file " + file + where(e) + " is no mapping: "
                            + e.getOriginalMessage().lines().findFirst().orElse("it cannot be read") + ".",
                    e);
        } catch (IOException e) {
            throw new KithException("The mapping file " + file + " cannot be read; check that it exists.", e);
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr() + ",";
    }

    /** The text of a mapping, as it can be read again. */
    public static String text(Mapping mapping) {
        try {
            return YAML.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
