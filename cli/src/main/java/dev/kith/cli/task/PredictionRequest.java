package dev.kith.cli.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.learn.GraphOption;
import dev.kith.cli.learn.LinkOptions;
import dev.kith.cli.learn.WriteBackOptions;
import dev.kith.gnn.tensor.Engine;
import dev.kith.graph.Graph;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What is predicted, and where it goes.
 *
 * @param folder the model's
 * @param out file for the CSV, or null for standard output
 * @param writeBack how predictions go to the database, or null where they do not
 * @param links which links are asked for, or null where nothing is said
 * @param json whether only a summary goes to standard output
 * @param summary of what was done, to be added to
 */
public record PredictionRequest(
        GraphOption graphOption,
        Graph graph,
        Engine engine,
        Path folder,
        Path out,
        WriteBackOptions writeBack,
        LinkOptions links,
        boolean json,
        PrintWriter stdout,
        ObjectNode summary) {

    /** Writes records to the file as a whole, or to standard output where that is free. */
    void csv(boolean usuallyPrinted, Records records) throws IOException {
        if (out != null) {
            Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                records.write(writer);
            }
            Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else if (usuallyPrinted && !json) {
            records.write(stdout);
        }
    }

    /** Writes CSV. */
    @FunctionalInterface
    interface Records {
        void write(Writer writer) throws IOException;
    }
}
