package dev.kith.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.cli.dataset.Dataset;
import dev.kith.cli.dataset.DatasetPlace;
import dev.kith.cli.dataset.DatasetStore;
import dev.kith.cli.learn.Report;
import dev.kith.cli.server.Installation;
import dev.kith.graph.KithException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kith datasets}: published sets by their hashes. */
@Command(
        name = "datasets",
        description =
                "Lists published data sets, and brings one here, checked by SHA-256: from the folder that KITH_DATA"
                        + " names, else from a home that answers over HTTP.",
        synopsisSubcommandLabel = "list|fetch")
public final class Datasets {
    @Spec
    private CommandSpec spec;

    private static DatasetStore store() {
        return new DatasetStore(Installation.userFolder().resolve("data"));
    }

    private static Optional<Path> mirror() {
        return Optional.ofNullable(System.getenv("KITH_DATA"))
                .filter(named -> !named.isEmpty())
                .map(Path::of);
    }

    @Command(name = "list", description = "Prints the sets that Kith knows, and where they are.")
    int list(@Option(names = "--json", description = "Print the sets as one JSON array.") boolean json) {
        ArrayNode all = Report.object().putArray("sets");
        for (Dataset set : Dataset.all()) {
            Optional<Path> here = mirror().flatMap(folder -> DatasetPlace.inMirror(set, folder))
                    .or(() -> store().find(set));
            ObjectNode line = all.addObject();
            line.put("name", set.name()).put("title", set.title()).put("licence", set.licence());
            line.put("origin", set.origin())
                    .put("folder", here.map(Path::toString).orElse(null));
            if (!json) {
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%-20s %s (%s; %s)%s%n",
                                set.name(),
                                set.title(),
                                set.licence(),
                                set.origin(),
                                here.map(folder -> "  in " + folder).orElse(""));
            }
        }
        if (json) {
            spec.commandLine().getOut().println(Report.line(all));
        }
        return 0;
    }

    @Command(name = "fetch", description = "Brings a set here and prints its folder, which is a GRAPH and a SOURCE.")
    int fetch(
            @Parameters(paramLabel = "NAME", description = "One of those that are listed.") String name,
            @Option(
                            names = "--home",
                            paramLabel = "URL",
                            description = "A server that has sets as URL/NAME/FILE in Kith's format.")
                    String home) {
        Dataset set = Dataset.named(name);
        Optional<Path> kept = store().find(set);
        Path folder = kept.orElseGet(() -> store().fetch(set, place(set, home)));
        spec.commandLine().getOut().println(folder);
        return 0;
    }

    private static DatasetPlace place(Dataset set, String home) {
        Optional<DatasetPlace> mirrored = mirror().filter(
                        folder -> DatasetPlace.inMirror(set, folder).isPresent())
                .map(DatasetPlace::mirror);
        return mirrored.or(() -> Optional.ofNullable(home).map(DatasetPlace::home))
                .orElseThrow(() -> new KithException(
                        ("'%s' is not here, and no public server has it in Kith's format. Set KITH_DATA to a folder that has"
                                        + " it, or name a server with --home URL; its publishers have it as %s.")
                                .formatted(set.name(), set.origin())));
    }
}
