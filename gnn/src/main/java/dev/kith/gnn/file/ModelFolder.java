package dev.kith.gnn.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
import dev.kith.gnn.nn.Initialiser;
import dev.kith.gnn.train.Model;
import dev.kith.gnn.train.TrainingOptions;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model on disk: {@code model.json} and {@code weights.safetensors}. The JSON holds its own checksum, taken with the
 * checksum's digits at zero, and that of the weights: a changed byte in either is noticed.
 */
public final class ModelFolder {
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String BLANK = "0".repeat(Checksum.LENGTH);
    private static final long MOST_DESCRIPTION_BYTES = 256L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ModelFolder() {}

    /** Writes the model; an existing one is replaced file by file, weights first. */
    public static void write(Model model, Path folder) {
        Map<String, SafeTensors.Matrix> matrices = new LinkedHashMap<>();
        for (Parameter parameter : model.network().parameters()) {
            matrices.put(
                    parameter.name(),
                    new SafeTensors.Matrix(
                            parameter.value().rows(),
                            parameter.value().columns(),
                            parameter.value().toArray()));
        }
        byte[] weights = SafeTensors.write(new SafeTensors.Content(matrices, Map.of("format", "kith")));
        ModelDescription description = new ModelDescription(
                ModelDescription.FORMAT,
                ModelDescription.VERSION,
                ModelRegistry.NODE_CLASSIFICATION,
                model.entry().name(),
                model.settings().asMap(),
                model.features(),
                model.targetProperty(),
                model.classes(),
                model.relationshipTypes(),
                model.directed(),
                Checksum.of(weights),
                model.metrics(),
                model.provenance());
        try {
            Files.createDirectories(folder);
            replace(folder.resolve(WEIGHTS), weights);
            ObjectNode json = JSON.createObjectNode();
            json.put("sha256", BLANK);
            json.setAll((ObjectNode) JSON.valueToTree(description));
            byte[] blank = JSON.writeValueAsBytes(json);
            String text = new String(blank, StandardCharsets.UTF_8).replaceFirst(BLANK, Checksum.of(blank));
            replace(folder.resolve(DESCRIPTION), text.getBytes(StandardCharsets.UTF_8));
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
        byte[] bytes = bytes(file, Long.MAX_VALUE);
        if (!Checksum.of(bytes).equals(description.weightsSha256())) {
            throw new KithException("The weights in " + file
                    + " are not those that model.json describes; restore the file, or train the model again.");
        }
        ModelEntry entry = ModelRegistry.find(description.architecture());
        Settings settings = TrainingOptions.settings(entry, description.settings());
        int relationTypes = entry.reading() == ModelEntry.Reading.BY_TYPE
                ? description.relationshipTypes().size() * (description.directed() ? 2 : 1)
                : 0;
        Shape shape =
                new Shape(description.features().width(), description.classes().size(), relationTypes);
        Network network = entry.builder().build(settings, shape, new Initialiser(0));
        Map<String, SafeTensors.Matrix> matrices =
                SafeTensors.read(bytes, file.toString()).matrices();
        for (Parameter parameter : network.parameters()) {
            SafeTensors.Matrix matrix = matrices.get(parameter.name());
            boolean fits = matrix != null
                    && matrix.rows() == parameter.value().rows()
                    && matrix.columns() == parameter.value().columns();
            if (!fits) {
                network.parameters().forEach(Parameter::close);
                throw new KithException("The weights in " + file + " lack a fitting '" + parameter.name()
                        + "'; the model was made by another Kith. Train it again.");
            }
            parameter.value().copyFrom(matrix.values());
        }
        return new Model(
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
    }

    private static ModelDescription describe(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        if (!Files.isRegularFile(file)) {
            throw new KithException("There is no model in " + folder + ": it has no " + DESCRIPTION + ".");
        }
        byte[] bytes = bytes(file, MOST_DESCRIPTION_BYTES);
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (IOException e) {
            throw changed(file);
        }
        if (json == null || !json.path("format").asText().equals(ModelDescription.FORMAT)) {
            throw new KithException("The file " + file + " does not describe a Kith model, or is damaged.");
        }
        int version = json.path("version").asInt();
        if (version > ModelDescription.VERSION) {
            throw new KithException("The model in " + folder + " has format version " + version
                    + ", this Kith reads up to " + ModelDescription.VERSION + "; use a newer Kith.");
        }
        String stated = json.path("sha256").asText();
        String text = new String(bytes, StandardCharsets.UTF_8);
        byte[] blank =
                text.replaceFirst(java.util.regex.Pattern.quote(stated), BLANK).getBytes(StandardCharsets.UTF_8);
        // A byte that is not UTF-8 does not survive the way to text and back.
        boolean intact = Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))
                && stated.length() == Checksum.LENGTH
                && Checksum.of(blank).equals(stated);
        if (!intact) {
            throw changed(file);
        }
        try {
            return JSON.treeToValue(json, ModelDescription.class);
        } catch (JsonProcessingException e) {
            throw changed(file);
        }
    }

    private static KithException changed(Path file) {
        return new KithException(
                "The file " + file + " was changed or damaged after it was written; restore it, or train again.");
    }

    private static byte[] bytes(Path file, long most) {
        try {
            if (Files.size(file) > Math.min(most, Integer.MAX_VALUE - 16)) {
                throw new KithException("The file " + file + " is larger than a model file can be.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
    }
}
