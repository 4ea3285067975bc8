package dev.kith.cli.learn;

import dev.kith.gnn.train.Model;
import dev.kith.graph.KithException;
import java.util.Objects;
import picocli.CommandLine.Option;

/** That predictions go to the database they are about, and how they are called there. */
public final class WriteBackOptions {
    @Option(
            names = "--write",
            required = true,
            description =
                    "Writes predictions into the database that the graph came from: classes to the nodes, links as"
                            + " relationships.")
    private boolean write;

    @Option(
            names = "--to",
            paramLabel = "URI",
            description = "With --write: where that database is now, if not where the graph was exported from.")
    private String to;

    @Option(
            names = "--property",
            paramLabel = "KEY",
            description = "With --write: the node property for the prediction (default: predicted and the target's"
                    + " name, in one word); of links the relationship property for the probability (default:"
                    + " probability).")
    private String property;

    @Option(
            names = "--confidence",
            paramLabel = "KEY",
            description = "With --write: the node property for its probability (default: confidence).")
    private String confidence;

    @Option(
            names = "--relationship-type",
            paramLabel = "TYPE",
            description = "With --write: the type that predicted links get.")
    private String relationshipType;

    /** False only where {@code --write=false} says so. */
    public boolean isAsked() {
        return write;
    }

    /** The server that is written to. */
    public String address(String exportedFrom) {
        return Objects.requireNonNullElse(to, exportedFrom);
    }

    /** @throws KithException where something is said that only goes with links */
    public WriteBack names(Model model) {
        if (relationshipType != null) {
            throw new KithException("--relationship-type goes with predicted links, and this model predicts classes.");
        }
        WriteBack usual = WriteBack.of(model);
        return new WriteBack(
                Objects.requireNonNullElse(property, usual.property()),
                Objects.requireNonNullElse(confidence, usual.confidence()));
    }

    /** @throws KithException where the type is missing, or something is said that only goes with classes */
    public LinkWriteBack links() {
        if (confidence != null) {
            throw new KithException(
                    "--confidence goes with predicted classes; a link has its probability in --property.");
        }
        if (relationshipType == null || relationshipType.isBlank()) {
            throw new KithException("--write needs --relationship-type, the type that predicted links get.");
        }
        if (property != null && LinkRows.TAKEN.contains(property)) {
            throw new KithException("The probability cannot be written as '" + property
                    + "', a name that has another meaning there; choose another --property.");
        }
        return new LinkWriteBack(relationshipType, Objects.requireNonNullElse(property, "probability"));
    }
}
