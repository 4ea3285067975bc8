package dev.kith.ingest.offline;

import java.nio.file.Path;
import java.util.List;

/**
 * What the importer is given: for each table its files, of which the first begins with the header.
 *
 * @param options of the importer, without those that name files
 */
public record ImportFiles(List<List<Path>> nodes, List<List<Path>> relationships, List<String> options) {}
