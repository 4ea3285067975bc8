package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.ContentHash;
import dev.kith.ingest.file.Dialect;
import dev.kith.ingest.file.FilePattern;
import dev.kith.ingest.file.Row;
import dev.kith.ingest.file.RowReader;
import dev.kith.ingest.file.Rows;
import dev.kith.ingest.source.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files and the mapping that says what they hold. Reading twice yields the same rows in the same order. */
public final class MappedFiles {
    private final String name;
    private final Mapping mapping;
    private final Path folder;
    private final Map<Path, FileTime> times = new LinkedHashMap<>();

    /**
     * @param name what it is called in reports, and in the database's memory of what was written
     * @param folder that the mapping's paths are relative to
     */
    public MappedFiles(String name, Mapping mapping, Path folder) {
        this.name = name;
        this.mapping = mapping;
        this.folder = folder;
        sets().forEach(set -> files(set).forEach(file -> times.put(file, modified(file))));
    }

    public String name() {
        return name;
    }

    public Mapping mapping() {
        return mapping;
    }

    public List<NodeKey> keys() {
        return mapping.keys();
    }

    /** A SHA-256 of the files and of the mapping. */
    public String contentHash() {
        ContentHash hash = new ContentHash().add(MappingFile.text(mapping));
        times.keySet().forEach(hash::add);
        return hash.hex();
    }

    /** @throws KithException where a file was written to since this was made: some rows may be old and some new */
    public void checkUnchanged() {
        times.forEach((file, before) -> {
            if (!modified(file).equals(before)) {
                throw new KithException("The file " + file
                        + " was changed while it was read; run the command again when it is complete.");
            }
        });
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new KithException("There is no file " + file + ", or it cannot be read.", e);
        }
    }

    private Stream<FileSet> sets() {
        return Stream.concat(
                mapping.nodes().stream().map(NodeMapping::set),
                mapping.relationships().stream().map(RelationshipMapping::set));
    }

    private List<Path> files(FileSet set) {
        List<Path> files = new ArrayList<>();
        if (set.header() != null) {
            files.add(folder.resolve(set.header()));
        }
        set.files().forEach(pattern -> files.addAll(FilePattern.expand(folder, pattern)));
        return files;
    }

    /** Pushes every row that says a node. */
    public void nodes(EntitySink sink) {
        for (NodeMapping nodes : mapping.nodes()) {
            read(nodes.set(), columns -> new NodeReading(nodes, columns), sink);
        }
    }

    /** Pushes every row that says a relationship. */
    public void relationships(EntitySink sink) {
        for (RelationshipMapping relationships : mapping.relationships()) {
            read(relationships.set(), columns -> new RelationshipReading(relationships, columns), sink);
        }
    }

    /** Makes the reading of a file with such columns. */
    private interface ReadingOf {
        Reading of(ColumnPlaces columns);
    }

    private void read(FileSet set, ReadingOf readings, EntitySink sink) {
        List<String> header = set.header() == null ? null : header(set);
        List<Path> files = files(set);
        for (Path file : set.header() == null ? files : files.subList(1, files.size())) {
            try (RowReader rows = Rows.open(file, dialect(set, file), header)) {
                Reading reading = readings.of(new ColumnPlaces(file, rows.columns(), set.elementDelimiter()));
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    push(file, row, reading, sink);
                }
            }
        }
    }

    private static void push(Path file, Row row, Reading reading, EntitySink sink) {
        Origin origin = new Origin(file, row);
        switch (row) {
            case Row.Broken broken -> sink.reject(new Reject(origin, broken.reason()));
            case Row.Cells cells -> {
                Entity entity;
                try {
                    entity = reading.entity(cells, origin);
                } catch (BrokenValue e) {
                    sink.reject(new Reject(origin, e.getMessage()));
                    return;
                }
                sink.accept(entity);
            }
        }
    }

    private List<String> header(FileSet set) {
        Path file = folder.resolve(set.header());
        try (RowReader rows = Rows.open(file, dialect(set, file), null)) {
            if (rows.next() != null) {
                throw new KithException("The header file " + file
                        + " has rows behind its header, which nobody would read; move them into a file of their own.");
            }
            return rows.columns();
        }
    }

    private static Dialect dialect(FileSet set, Path file) {
        return Dialect.of(file, set.delimiter(), set.quote());
    }
}
