package dev.kith.gnn.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.model.ModelEntry;
import dev.kith.gnn.model.ModelRegistry;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.model.Settings;
import dev.kith.gnn.model.Shape;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model on disk: {@code model.json} and {@code weights.safetensors}. The JSON holds its own checksum, taken with the
 * checksum's digits at zero, and that of the weights: a changed byte in either is noticed. Nothing is built before the
 * checksums are right, and of the network nothing but what the weights file has values for.
 */
public final class ModelFolder {
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final long MOST_DESCRIPTION_BYTES = 16L << 20;
    private static final long MOST_WEIGHTS_BYTES = Integer.MAX_VALUE - 16L;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ModelFolder() {}

    /** Writes the model; an existing one is replaced file by file, weights first. */
    public static void write(Model model, Path folder) {
        Map<String, SafeTensors.Matrix> matrices = new LinkedHashMap<>();
        for (Parameter parameter : model.network().parameters()) {
            matrices.put(parameter.name(), SafeTensors.Matrix.of(parameter.value()));
        }
        byte[] weights = SafeTensors.write(new SafeTensors.Content(matrices, Map.of("format", "kith")));
        try {
            Files.createDirectories(folder);
            replace(folder.resolve(WEIGHTS), weights);
            ObjectNode json = JSON.createObjectNode();
            // First, so that a reader finds them without the rest.
            json.put(Preamble.SHA_256, "0".repeat(Checksum.LENGTH));
            json.setAll((ObjectNode) JSON.valueToTree(ModelDescription.of(model, Checksum.of(weights))));
            byte[] text = JSON.writeValueAsBytes(json);
            int digitsAt = Preamble.of(text).digitsAt();
            byte[] digits = Checksum.without(text, digitsAt).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, text, digitsAt, digits.length);
            replace(folder.resolve(DESCRIPTION), text);
        } catch (IOException e) {
            throw new KithException("The model could not be written to " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.write(unfinished, bytes);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** SHA-256 of the weights, as {@code model.json} states it. */
    public static String weightsSha256(Path folder) {
        return describe(folder).weightsSha256();
    }

    /** @throws KithException where the folder is missing, damaged, foreign or of a newer Kith, and says which */
    public static Model read(Path folder) {
        ModelDescription description = describe(folder);
        Path file = folder.resolve(WEIGHTS);
        byte[] bytes = bytes(file, MOST_WEIGHTS_BYTES);
        if (!Checksum.of(bytes).equals(description.weightsSha256())) {
            throw new KithException("The weights in " + file
                    + " are not those that model.json describes; restore the file, or train the model again.");
        }
        SavedValues values = new SavedValues(SafeTensors.read(bytes, file.toString()));
        try {
            ModelEntry entry = ModelRegistry.find(description.architecture());
            Settings settings = TrainingOptions.settings(entry, description.settings());
            if (!entry.tasks().contains(description.task())) {
                throw new KithException("It is of another task than '" + entry.name() + "'.");
            }
            Network network = entry.builder().build(settings, shape(entry, description), values.initialiser());
            values.requireAllUsed();
            return new Model(
                    description.task(),
                    entry,
                    settings,
                    description.features(),
                    description.target(),
                    description.classes(),
                    description.relationshipTypes(),
                    description.directed(),
                    network,
                    description.provenance(),
                    description.metrics());
        } catch (RuntimeException e) {
            values.close();
            String why = String.valueOf(e.getMessage());
            throw new KithException(
                    "The model in " + folder + " was made by another Kith than this one; train it again. " + why
                            + (why.endsWith(".") || why.endsWith("?") ? "" : "."),
                    e);
        }
    }

    private static Shape shape(ModelEntry entry, ModelDescription description) {
        int relationTypes = entry.reading() == ModelEntry.Reading.BY_TYPE
                ? description.relationshipTypes().size() * (description.directed() ? 2 : 1)
                : 0;
        return new Shape(
                description.features().width(),
                description.classes().size(),
                relationTypes,
                description.directed(),
                description.features().places());
    }

    private static ModelDescription describe(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        if (!Files.isRegularFile(file)) {
            throw new KithException("There is no model in " + folder + ": it has no " + DESCRIPTION + ".");
        }
        byte[] bytes = bytes(file, MOST_DESCRIPTION_BYTES);
        Preamble preamble;
        try {
            preamble = Preamble.of(bytes);
        } catch (IOException e) {
            throw changed(file, e);
        }
        if (!ModelDescription.FORMAT.equals(preamble.format())) {
            throw new KithException("The file " + file + " does not describe a Kith model, or is damaged.");
        }
        if (preamble.version() > ModelDescription.VERSION) {
            throw new KithException("The model in " + folder + " has format version " + preamble.version()
                    + ", this Kith reads up to " + ModelDescription.VERSION + "; use a newer Kith.");
        }
        if (!preamble.holds(bytes)) {
            throw changed(file, null);
        }
        ModelDescription description;
        try {
            description = JSON.readValue(bytes, ModelDescription.class);
        } catch (JsonProcessingException e) {
            String why = e.getCause() instanceof KithException said ? " " + said.getMessage() : "";
            throw new KithException(
                    "The file " + file + " does not describe a model that this Kith can read." + why, e);
        } catch (IOException e) {
            throw changed(file, e);
        }
        if (!ModelRegistry.TASKS.contains(description.task())) {
            throw new KithException("The model in " + folder + " is for the task '" + description.task()
                    + "', which this Kith does not know; use a newer Kith.");
        }
        return description;
    }

    private static KithException changed(Path file, Throwable cause) {
        return new KithException(
                "The file " + file + " was changed or damaged after it was written; restore it, or train again.",
                cause);
    }

    private static byte[] bytes(Path file, long most) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new KithException("The file " + file + " is missing; restore it, or train the model again.");
            }
            if (Files.size(file) > most) {
                throw new KithException("The file " + file + " has " + Files.size(file)
                        + " bytes, more than a model file can have (" + most + ").");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new KithException("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
