package dev.kith.ingest.source;

import dev.kith.graph.GraphSource;
import java.nio.file.Path;

/** A dataset folder ({@code meta.json}) or an Arrow graph folder ({@code graph.json}). */
final class FolderSource {
    private FolderSource() {}

    static Source open(Path folder) {
        return new GraphRecords(GraphSource.open(folder), null);
    }
}
