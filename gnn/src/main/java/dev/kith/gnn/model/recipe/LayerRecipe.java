package dev.kith.gnn.model.recipe;

import dev.kith.gnn.tensor.kernel.Activation;
import dev.kith.graph.KithException;
import dev.kith.graph.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One layer.
 *
 * @param hidden width of a head; the network's last layer has the width of its output instead
 * @param aggregate {@code sum}, {@code mean} or {@code max} of the weighed neighbours, or {@code lcm}, which does not
 *     weigh them
 * @param mlp whether a perceptron reads a node's own vector beside what was aggregated
 */
public record LayerRecipe(
        AttentionFunction attention, int heads, int hidden, String aggregate, boolean mlp, Activation activation) {
    /** The learned commutative monoid (Ong and Veličković 2022). */
    public static final String LCM = "lcm";

    public static final List<String> AGGREGATES = List.of("sum", "mean", "max", LCM);
    public static final List<String> COMBINES = List.of("identity", "mlp");
    public static final List<String> ACTIVATIONS =
            Arrays.stream(Activation.values()).map(LayerRecipe::word).toList();

    private static final int MOST_HEADS = 64;
    private static final int MOST_HIDDEN = 4096;
    private static final int FIELDS = 5;

    /** Reads {@code attention:HEADSxHIDDEN:aggregate:combine:activation}. */
    static LayerRecipe parse(String text) {
        String[] fields = text.strip().split(":", -1);
        String[] widths = fields.length == FIELDS ? fields[1].split("x", -1) : new String[0];
        if (widths.length != 2) {
            throw new KithException("The layer '" + text
                    + "' of the recipe is not written attention:HEADSxHIDDEN:aggregate:combine:activation, for example"
                    + " gat:8x8:sum:identity:elu.");
        }
        String attention = known("attention function", fields[0], AttentionFunction.keys());
        String aggregate = known("aggregate", fields[2], AGGREGATES);
        String combine = known("combination", fields[3], COMBINES);
        String activation = known("activation", fields[4], ACTIVATIONS);
        return new LayerRecipe(
                AttentionFunction.named(attention),
                count("heads", widths[0], MOST_HEADS),
                count("hidden", widths[1], MOST_HIDDEN),
                aggregate,
                combine.equals("mlp"),
                Arrays.stream(Activation.values())
                        .filter(one -> word(one).equals(activation))
                        .findFirst()
                        .orElseThrow());
    }

    private static String word(Activation activation) {
        return activation == Activation.IDENTITY ? "linear" : activation.key();
    }

    private static String known(String what, String given, List<String> names) {
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        if (!names.contains(wanted)) {
            throw new KithException(
                    "A recipe's layer has no " + what + " '" + given + "'" + Nearest.hint(wanted, names));
        }
        return wanted;
    }

    private static int count(String what, String given, int most) {
        try {
            int value = Integer.parseInt(given.strip());
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new KithException(
                "A recipe's layer cannot have " + what + " '" + given + "': it is a number from 1 to " + most + ".");
    }

    /** The activation as it is written here. */
    public String activationWord() {
        return word(activation);
    }

    @Override
    public String toString() {
        return attention.key() + ":" + heads + "x" + hidden + ":" + aggregate + ":" + (mlp ? "mlp" : "identity") + ":"
                + word(activation);
    }
}
