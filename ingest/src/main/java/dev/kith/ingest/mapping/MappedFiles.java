package dev.kith.ingest.mapping;

import dev.kith.graph.KithException;
import dev.kith.ingest.file.BrokenValue;
import dev.kith.ingest.file.ContentHash;
import dev.kith.ingest.file.Dialect;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.file.FileFormat;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files and the mapping that says what they hold. Reading twice yields the same rows in the same order. */
public final class MappedFiles {
    private final String name;
    private final List<String> sources;
    private final Mapping mapping;
    private final Path folder;
    private final Fetched fetched;
    private final Map<FileSet, List<Path>> files = new HashMap<>();
    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

    /** Files whose name is the same from every folder. */
    public MappedFiles(String name, Mapping mapping, Path folder) {
        this(name, List.of(name), mapping, folder);
    }

    /**
     * @param name what it is called in reports
     * @param sources by which the database remembers what was written: full names, the same from every folder
     * @param folder that the mapping's paths are relative to
     */
    public MappedFiles(String name, List<String> sources, Mapping mapping, Path folder) {
        this(name, sources, mapping, folder, Fetched.NONE);
    }

    /** @param fetched rows of files that hold queries */
    public MappedFiles(String name, List<String> sources, Mapping mapping, Path folder, Fetched fetched) {
        this.name = name;
        this.sources = List.copyOf(sources);
        this.mapping = mapping;
        this.folder = folder;
        this.fetched = fetched;
        // Patterns are expanded once: a file that appears later is in neither the hash nor the rows.
        sets().forEach(set -> files.put(set, expand(set)));
        sets().flatMap(set -> files.get(set).stream())
                .map(fetched::of)
                .forEach(file -> stamps.put(file, Stamp.of(file)));
    }

    /** What tells that a file was written to. */
    private record Stamp(long bytes, FileTime modified) {
        static Stamp of(Path file) {
            try {
                return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new KithException("There is no file " + file + ", or it cannot be read.", e);
            }
        }
    }

    public String name() {
        return name;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** The same files by names that are the same from every folder. */
    public List<String> sources() {
        return sources;
    }

    public List<NodeKey> keys() {
        return mapping.keys();
    }

    /** A SHA-256 of the files and of the mapping. */
    public String contentHash() {
        ContentHash hash = new ContentHash().add(MappingFile.text(mapping.in(folder)));
        stamps.keySet().forEach(hash::add);
        return hash.hex();
    }

    /** A file that was written to, or taken away, since this was made: some rows may be old and some new. */
    public Optional<Path> changedFile() {
        return stamps.entrySet().stream()
                .filter(entry -> isChanged(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isChanged(Path file, Stamp before) {
        try {
            return !Stamp.of(file).equals(before);
        } catch (KithException e) {
            return true;
        }
    }

    private Stream<FileSet> sets() {
        return Stream.concat(
                mapping.nodes().stream().map(NodeMapping::set),
                mapping.relationships().stream().map(RelationshipMapping::set));
    }

    private List<Path> expand(FileSet set) {
        List<Path> files = new ArrayList<>();
        if (set.header() != null) {
            if (FileFormat.find(Path.of(set.header())).orElse(null) == FileFormat.CYPHER) {
                throw new KithException("The query in " + set.header()
                        + " cannot be the header of other files; name it by itself, without commas.");
            }
            files.add(folder.resolve(set.header()));
        }
        set.files().forEach(pattern -> files.addAll(FilePattern.expand(folder, pattern)));
        return files;
    }

    /** Pushes every row that says a node. */
    public void nodes(EntitySink sink) {
        for (NodeMapping nodes : mapping.nodes()) {
            read(nodes.set(), nodes.columns(), columns -> new NodeReading(nodes, columns), sink);
        }
    }

    /** Pushes every row that says a relationship. */
    public void relationships(EntitySink sink) {
        for (RelationshipMapping relationships : mapping.relationships()) {
            read(
                    relationships.set(),
                    relationships.columns(),
                    columns -> new RelationshipReading(relationships, columns),
                    sink);
        }
    }

    /** Makes the reading of a file with such columns. */
    private interface ReadingOf {
        Reading of(ColumnPlaces columns);
    }

    private void read(FileSet set, List<String> mapped, ReadingOf readings, EntitySink sink) {
        List<String> header = set.header() == null ? null : header(set);
        List<Path> all = files.get(set);
        for (Path file : set.header() == null ? all : all.subList(1, all.size())) {
            try (RowReader rows = Rows.open(file, dialect(set, file), header, mapped, fetched)) {
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
