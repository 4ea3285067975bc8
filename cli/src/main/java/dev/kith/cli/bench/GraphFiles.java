package dev.kith.cli.bench;

import dev.kith.cli.server.OfflineImport;
import dev.kith.cli.server.ServerSettings;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.RelationshipTable;
import dev.kith.ingest.connection.Connection;
import dev.kith.ingest.delivery.Delivery;
import dev.kith.ingest.delivery.DeliveryOptions;
import dev.kith.ingest.delivery.DeliveryReport;
import dev.kith.ingest.delivery.FirstLoad;
import dev.kith.ingest.delivery.MissingEnd;
import dev.kith.ingest.mapping.Inference;
import dev.kith.ingest.mapping.MappedFiles;
import dev.kith.ingest.mapping.SourceArgument;
import dev.kith.ingest.write.WriteMode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A graph of one label and one type as two CSV files. */
record GraphFiles(Path folder, Graph graph) {
    DeliveryReport deliver(Connection connection, WriteMode mode) {
        return Delivery.run(connection, written(), options(mode));
    }

    /** Into a local server's first database. */
    void load(ServerSettings settings) {
        OfflineImport.run(settings, new FirstLoad(written(), options(WriteMode.CREATE))::write);
    }

    private static DeliveryOptions options(WriteMode mode) {
        return new DeliveryOptions("bench", mode, MissingEnd.FAIL, null, false, true);
    }

    private MappedFiles written() {
        Path nodes = folder.resolve("nodes.csv");
        Path arcs = folder.resolve("relationships.csv");
        write(nodes, arcs);
        return new MappedFiles(
                graph.name(),
                Inference.of(List.of(SourceArgument.parse(nodes.toString()), SourceArgument.parse(arcs.toString()))),
                folder);
    }

    private void write(Path nodes, Path arcs) {
        String label = graph.nodes().labels().names().getFirst();
        RelationshipTable relationships = graph.relationships();
        try (Writer out = Files.newBufferedWriter(nodes)) {
            out.write("id:ID(" + label + "){id-type:long},name,value:double\n");
            for (int node = 0; node < graph.nodeCount(); node++) {
                out.write(
                        id(node) + "," + graph.nodes().properties().get("name").value(node) + ","
                                + graph.nodes().properties().get("value").value(node) + "\n");
            }
        } catch (IOException e) {
            throw unwritable(nodes, e);
        }
        try (Writer out = Files.newBufferedWriter(arcs)) {
            out.write(":START_ID(" + label + "),:END_ID(" + label + "),:TYPE,weight:double\n");
            String type = relationships.types().getFirst();
            for (int arc = 0; arc < relationships.count(); arc++) {
                out.write(
                        id(relationships.source()[arc]) + "," + id(relationships.target()[arc]) + "," + type + ","
                                + relationships.properties().get("weight").value(arc) + "\n");
            }
        } catch (IOException e) {
            throw unwritable(arcs, e);
        }
    }

    private Object id(int node) {
        return graph.nodes().ids().value(node);
    }

    private static KithException unwritable(Path file, IOException e) {
        return new KithException("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
}
