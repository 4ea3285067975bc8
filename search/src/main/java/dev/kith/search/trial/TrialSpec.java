package dev.kith.search.trial;

import java.util.List;
import java.util.Map;

/**
 * One trial, as data: all that an evaluator needs beside the graph, here or on another machine.
 *
 * @param id from 0, in the order in which trials were begun
 * @param choices of the architecture, by position of the space
 * @param model of the registry
 * @param settings of the model and its training
 * @param seed of the first repeat
 * @param repeats trainings with other seeds, whose mean is the score
 * @param inherit for each layer the name of the weights it begins with on the {@link WeightShelf}, empty for none; an
 *     empty list where nothing is handed on
 * @param keepsWeights whether the trained layers go to the shelf
 * @param killBelow a training whose best score is lower after half its epochs is ended; 0 for never
 * @param maxParameters most trained numbers
 * @param parent choices that it was made from, or empty
 * @param changed names of the classes chosen anew
 */
public record TrialSpec(
        int id,
        List<Integer> choices,
        String model,
        Map<String, Object> settings,
        long seed,
        int repeats,
        List<String> inherit,
        boolean keepsWeights,
        double killBelow,
        long maxParameters,
        List<Integer> parent,
        List<String> changed) {

    /** Name of a layer's trained weights on the shelf. */
    public String weightsOf(int layer) {
        return "trial" + id + "-layer" + layer;
    }
}
