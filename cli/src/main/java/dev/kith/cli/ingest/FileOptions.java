package dev.kith.cli.ingest;

import dev.kith.graph.KithException;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.MissingEnd;
import dev.kith.ingest.file.Fetched;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.Mapping;
import dev.kith.ingest.mapping.MappingFile;
import dev.kith.ingest.mapping.SourceArgument;
import dev.kith.ingest.write.WriteMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /**
     * The files that were named, by themselves or in the mapping file; empty where none were.
     *
     * @param described whether only the mapping is asked for, and no rows
     */
    public Optional<MappedFiles> of(List<String> named, boolean described) {
        if (missing == MissingEnd.SKIP && rejects == null) {
            throw new KithException("Rows that --missing skip leaves out must be listed; name a file with --rejects.");
        }
        if (mapping != null) {
            if (!named.isEmpty()) {
                throw new KithException("The mapping file names the files; leave out " + named.getFirst() + ".");
            }
            Path whole = mapping.toAbsolutePath().normalize();
            Mapping read = MappingFile.read(mapping);
            Fetched fetched = queries.fetch(() -> read.expanded(whole.getParent()), pipeline, described);
            return Optional.of(new MappedFiles(
                    mapping.toString(), queries.named(List.of(whole.toString())), read, whole.getParent(), fetched));
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        List<SourceArgument> arguments =
                named.stream().map(SourceArgument::parse).toList();
        Fetched fetched =
                queries.fetch(() -> arguments.stream().flatMap(SourceArgument::expanded), pipeline, described);
        return Optional.of(new MappedFiles(
                String.join(" ", named),
                queries.named(arguments.stream().map(SourceArgument::absolute).toList()),
                Inference.of(arguments, fetched),
                Path.of(""),
                fetched));
    }

    public boolean hasMapping() {
        return mapping != null;
    }

    /** Whether rows come from a server, which may take long. */
    public boolean hasQueries() {
        return queries.isAsked();
    }

    /** Rows that were fetched are not needed any more: they are delivered, or nothing was begun with them. */
    public void forgetRows() {
        queries.forgetRows();
    }

    /** @param mode null where it is to be chosen */
    public DeliveryOptions options(WriteMode mode) {
        return new DeliveryOptions(pipeline, mode, missing, rejects, changed == Changed.RERUN, !noPlugin);
    }
}
