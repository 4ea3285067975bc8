package dev.kith.cli.learn;

import dev.kith.gnn.train.Model;
import java.util.Objects;
import picocli.CommandLine.Option;

/** That predictions go to the nodes they are about, and how they are called there. */
public final class WriteBackOptions {
    @Option(
            names = "--write",
            required = true,
            description = "Writes the predictions to the nodes, in the database that the graph came from.")
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
                    + " name, in one word).")
    private String property;

    @Option(
            names = "--confidence",
            paramLabel = "KEY",
            description = "With --write: the node property for its probability (default: confidence).")
    private String confidence;

    /** False only where {@code --write=false} says so. */
    public boolean isAsked() {
        return write;
    }

    /** The server that is written to. */
    public String address(String exportedFrom) {
        return Objects.requireNonNullElse(to, exportedFrom);
    }

    public WriteBack names(Model model) {
        WriteBack usual = WriteBack.of(model);
        return new WriteBack(
                Objects.requireNonNullElse(property, usual.property()),
                Objects.requireNonNullElse(confidence, usual.confidence()));
    }
}
