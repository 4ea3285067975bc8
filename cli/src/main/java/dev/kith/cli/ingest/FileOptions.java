package dev.kith.cli.ingest;

import dev.kith.graph.KithException;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.MissingEnd;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.Mapping;
import dev.kith.ingest.mapping.MappingFile;
import dev.kith.ingest.mapping.SourceArgument;
import dev.kith.ingest.query.QueryFetch;
import dev.kith.ingest.write.WriteMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How files are read and delivered: the options of {@code kith ingest} that folders do not have. */
public final class FileOptions {
    private enum Changed {
        REFUSE,
        RERUN
    }

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "A YAML or JSON file that says which columns become ids, labels, types and properties; what"
                    + " --describe prints is one.")
    private Path mapping;

    @Option(
            names = "--missing",
            paramLabel = "HOW",
            description = "What becomes of a relationship of a file whose source or target is not there: FAIL, SKIP (it"
                    + " is rejected) or CREATE (the node is made) (default: ${DEFAULT-VALUE}).")
    private MissingEnd missing = MissingEnd.FAIL;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "Go on where a row of a file cannot be written, and list such rows in this CSV file with line,"
                            + " reason and text (default: stop at the first).")
    private Path rejects;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "Names the way of these files into the database, which remembers under this name how far it"
                    + " came (default: ${DEFAULT-VALUE}).")
    private String pipeline = "ingest";

    @Option(
            names = "--changed",
            paramLabel = "HOW",
            description = "What becomes of files that are not what the pipeline's last run read: REFUSE, or RERUN (all"
                    + " rows are merged into what is there) (default: ${DEFAULT-VALUE}).")
    private Changed changed = Changed.REFUSE;

    @Option(
            names = "--no-plugin",
            description = "Send rows as parameters of Cypher even where the server has Kith's procedures.")
    private boolean noPlugin;

    @Mixin
    private QueryOptions queries;

    public boolean hasMapping() {
        return mapping != null;
    }

    /** What the files that were named are, by themselves or in the mapping file; empty where none were. */
    public Optional<MappedFiles> described(List<String> named) {
        return files(named)
                .map(asked -> asked.queries().isEmpty()
                        ? asked.mapped().apply(Fetched.NONE)
                        : queries.describe(asked.queries(), asked.mapped()));
    }

    /**
     * The same with their rows.
     *
     * @param target the database that they go to, or null for one that is yet to be made
     * @param mode null where it is to be chosen
     */
    public Optional<MappedFiles> of(List<String> named, Supplier<Connection> target, WriteMode mode) {
        if (missing == MissingEnd.SKIP && rejects == null) {
            throw new KithException("Rows that --missing skip leaves out must be listed; name a file with --rejects.");
        }
        return files(named).map(asked -> {
            if (asked.queries().isEmpty()) {
                return asked.mapped().apply(Fetched.NONE);
            }
            return queries.open(asked.queries(), asked.mapped(), target.get(), options(mode));
        });
    }

    /**
     * Files that were asked for.
     *
     * @param queries those that hold one
     * @param mapped all of them, with rows of the queries
     */
    private record Asked(List<Path> queries, Function<Fetched, MappedFiles> mapped) {}

    private Optional<Asked> files(List<String> named) {
        if (mapping != null) {
            if (!named.isEmpty()) {
                throw new KithException("The mapping file names the files; leave out " + named.getFirst() + ".");
            }
            Path whole = mapping.toAbsolutePath().normalize();
            Mapping read = MappingFile.read(mapping);
            return Optional.of(asked(
                    read.expanded(whole.getParent()),
                    fetched -> new MappedFiles(
                            mapping.toString(),
                            queries.named(List.of(whole.toString())),
                            read,
                            whole.getParent(),
                            fetched)));
        }
        if (named.isEmpty()) {
            queries.refuseWithoutQueries();
            return Optional.empty();
        }
        List<SourceArgument> arguments =
                named.stream().map(SourceArgument::parse).toList();
        return Optional.of(asked(
                arguments.stream().flatMap(SourceArgument::expanded),
                fetched -> new MappedFiles(
                        String.join(" ", named),
                        queries.named(
                                arguments.stream().map(SourceArgument::absolute).toList()),
                        Inference.of(arguments, fetched),
                        Path.of(""),
                        fetched)));
    }

    private Asked asked(Stream<Path> files, Function<Fetched, MappedFiles> mapped) {
        List<Path> found = files.filter(QueryFetch::isQuery).distinct().toList();
        if (found.isEmpty()) {
            queries.refuseWithoutQueries();
        }
        return new Asked(found, mapped);
    }

    /** Told when all is written. */
    public void delivered() {
        queries.delivered();
    }

    /** Told when nothing was begun, because the files are others than before. */
    public void refused() {
        queries.refused();
    }

    /** @param mode null where it is to be chosen */
    public DeliveryOptions options(WriteMode mode) {
        return new DeliveryOptions(pipeline, mode, missing, rejects, changed == Changed.RERUN, !noPlugin);
    }
}
