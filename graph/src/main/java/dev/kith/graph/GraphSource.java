package dev.kith.graph;

import dev.kith.graph.arrow.GraphFolder;
import dev.kith.graph.dataset.DatasetFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a graph by its folder, whichever kind it is. */
public final class GraphSource {
    private GraphSource() {}

    /** @throws KithException where there is no graph, or what is there does not fit */
    public static Graph open(Path folder) {
        if (Files.exists(folder.resolve(GraphFolder.DESCRIPTION)) || Files.exists(folder.resolve(GraphFolder.NODES))) {
            return GraphFolder.read(folder);
        }
        if (Files.isRegularFile(folder.resolve("meta.json"))) {
            return DatasetFolder.read(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new KithException("There is no folder " + folder + "; name a graph folder or a data set folder.");
        }
        throw new KithException("The folder " + folder
                + " holds no graph: it has neither graph.json (an exported graph) nor meta.json (a data set).");
    }
}
