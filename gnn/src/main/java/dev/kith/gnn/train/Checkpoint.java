package dev.kith.gnn.train;

import dev.kith.gnn.autograd.Parameter;
import dev.kith.gnn.file.SafeTensors;
import dev.kith.gnn.model.Network;
import dev.kith.gnn.nn.Adam;
import dev.kith.gnn.tensor.Tensor;
import dev.kith.graph.KithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a training after some epoch, in one file that is replaced as a whole: weights, moments, the best weights
 * so far. A training that is killed and started again goes on from it and ends with the same bytes.
 *
 * @param file where it is kept, or null for none
 * @param every epochs between two of them
 * @param run names what is trained (settings, seed, data); another run's checkpoint is refused
 */
public record Checkpoint(Path file, int every, String run) {
    public static final Checkpoint NONE = new Checkpoint(null, 0, "");

    boolean due(int epochsDone) {
        return file != null && every > 0 && epochsDone % every == 0;
    }

    void save(Network network, Adam adam, BestWeights best, int epochsDone) {
        Map<String, SafeTensors.Matrix> matrices = new LinkedHashMap<>();
        BestWeights.State state = best.state();
        int p = 0;
        for (Parameter parameter : network.parameters()) {
            matrices.put("weights/" + parameter.name(), SafeTensors.Matrix.of(parameter.value()));
            if (state.weights()[p] != null) {
                Tensor value = parameter.value();
                matrices.put(
                        "best/" + parameter.name(),
                        new SafeTensors.Matrix(value.rows(), value.columns(), state.weights()[p]));
            }
            p++;
        }
        adam.state().forEach((name, tensor) -> matrices.put("adam/" + name, SafeTensors.Matrix.of(tensor)));
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("run", run);
        numbers.put("epochs", Integer.toString(epochsDone));
        numbers.put("steps", Long.toString(adam.steps()));
        numbers.put("accuracy", Double.toString(state.accuracy()));
        numbers.put("loss", Double.toString(state.loss()));
        numbers.put("lowestLoss", Double.toString(state.lowestLoss()));
        numbers.put("bestEpoch", Integer.toString(state.epoch()));
        numbers.put("lastProgress", Integer.toString(state.lastProgress()));
        try {
            Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(unfinished, SafeTensors.write(new SafeTensors.Content(matrices, numbers)));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KithException("The checkpoint " + file + " could not be written: " + e.getMessage() + ".", e);
        }
    }

    /** Epochs done; 0 where there is no checkpoint. */
    int resume(Network network, Adam adam, BestWeights best) {
        if (file == null || !Files.exists(file)) {
            return 0;
        }
        SafeTensors.Content content;
        try {
            content = SafeTensors.read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new KithException("The checkpoint " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        Map<String, String> numbers = content.metadata();
        if (!run.equals(numbers.get("run"))) {
            throw new KithException("The checkpoint " + file
                    + " is of another training (settings, seed or data differ); remove it, or choose another folder.");
        }
        float[][] kept = new float[network.parameters().size()][];
        int p = 0;
        for (Parameter parameter : network.parameters()) {
            parameter.value().copyFrom(values(content, "weights/" + parameter.name(), parameter.value()));
            if (content.matrices().containsKey("best/" + parameter.name())) {
                kept[p] = values(content, "best/" + parameter.name(), parameter.value());
            }
            p++;
        }
        adam.state().forEach((name, tensor) -> tensor.copyFrom(values(content, "adam/" + name, tensor)));
        try {
            adam.resume(Long.parseLong(numbers.get("steps")));
            best.resume(new BestWeights.State(
                    Double.parseDouble(numbers.get("accuracy")),
                    Double.parseDouble(numbers.get("loss")),
                    Double.parseDouble(numbers.get("lowestLoss")),
                    Integer.parseInt(numbers.get("bestEpoch")),
                    Integer.parseInt(numbers.get("lastProgress")),
                    kept));
            return Integer.parseInt(numbers.get("epochs"));
        } catch (NumberFormatException | NullPointerException e) {
            throw damaged(e);
        }
    }

    private float[] values(SafeTensors.Content content, String name, Tensor like) {
        SafeTensors.Matrix matrix = content.matrices().get(name);
        if (matrix == null || matrix.rows() != like.rows() || matrix.columns() != like.columns()) {
            throw damaged(null);
        }
        return matrix.values();
    }

    private KithException damaged(Exception cause) {
        return new KithException(
                "The checkpoint " + file + " is damaged; remove it to start the training anew.", cause);
    }
}
