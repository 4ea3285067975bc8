package dev.kith.ingest.offline;

import dev.kith.graph.KithException;
import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.EntitySink;
import dev.kith.ingest.mapping.Reject;
import dev.kith.ingest.mapping.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes what is read, nodes before relationships, into tables of the importer. */
public final class ImportTables implements EntitySink {
    /** Each has a file open. */
    private static final int MOST_TABLES = 500;

    private final Path folder;
    private final Consumer<Reject> rejects;
    private final IdSpaces ids = new IdSpaces();
    private final Map<Shape, List<ImportTable>> tables = new HashMap<>();
    private final List<ImportTable> all = new ArrayList<>();
    private long nodes;
    private long relationships;
    private long rejected;

    /**
     * @param folder where the files are made
     * @param rejects takes rows that cannot be read
     */
    public ImportTables(Path folder, Consumer<Reject> rejects) {
        this.folder = folder;
        this.rejects = rejects;
    }

    public long nodes() {
        return nodes;
    }

    public long relationships() {
        return relationships;
    }

    public long rejected() {
        return rejected;
    }

    @Override
    public void accept(Entity entity) {
        try {
            switch (entity.shape()) {
                case Shape.Nodes shape -> {
                    ids.add(shape.key(), entity.values()[0]);
                    nodes++;
                }
                case Shape.Relationships shape -> {
                    if (!ids.has(shape.source()) || !ids.has(shape.target())) {
                        throw new KithException(
                                "%s: there is no node (:%s) in these files, and the importer makes a database of them alone. Give it the nodes too, or leave --offline out."
                                        .formatted(
                                                entity.origin().place(),
                                                (ids.has(shape.source()) ? shape.target() : shape.source()).label()));
                    }
                    relationships++;
                }
            }
            table(entity).add(entity);
        } catch (ImportCell.Unfit e) {
            throw new KithException(
                    "%s has %s, which the importer's files cannot hold. Leave --offline out."
                            .formatted(entity.origin().place(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void reject(Reject reject) {
        rejected++;
        rejects.accept(reject);
    }

    private ImportTable table(Entity entity) throws IOException, ImportCell.Unfit {
        List<ImportTable> ofShape = tables.computeIfAbsent(entity.shape(), shape -> new ArrayList<>());
        for (ImportTable table : ofShape) {
            if (table.takes(entity)) {
                return table;
            }
        }
        if (all.size() == MOST_TABLES) {
            throw new ImportCell.Unfit("the %dth combination of labels and types of values".formatted(MOST_TABLES + 1));
        }
        ImportTable table = new ImportTable(entity.shape(), folder, all.size());
        ofShape.add(table);
        all.add(table);
        return table;
    }

    /** Writes the headers. */
    public ImportFiles files() {
        List<List<Path>> nodeFiles = new ArrayList<>();
        List<List<Path>> relationshipFiles = new ArrayList<>();
        for (ImportTable table : all) {
            try {
                table.close(ids);
            } catch (ImportCell.Unfit e) {
                throw new KithException(
                        "The importer's files cannot hold %s. Leave --offline out.".formatted(e.getMessage()), e);
            } catch (IOException e) {
                throw unwritable(e);
            }
            (table.shape() instanceof Shape.Nodes ? nodeFiles : relationshipFiles).add(table.files());
        }
        return new ImportFiles(
                nodeFiles,
                relationshipFiles,
                List.of(
                        "--array-delimiter=" + ImportCell.BETWEEN_OPTION,
                        "--multiline-fields=true",
                        // A row of ours has at most 16 Mi characters.
                        "--read-buffer-size=64m",
                        "--bad-tolerance=0"));
    }

    private KithException unwritable(IOException e) {
        return new KithException(
                "The importer's files cannot be written to " + folder + ": " + e.getMessage() + ".", e);
    }
}
