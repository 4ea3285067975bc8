package dev.kith.cli.database;

import dev.kith.graph.FeatureRequest;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import dev.kith.graph.arrow.GraphFolder;
import dev.kith.ingest.export.GraphProjection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which part of a database is the graph, what is to be predicted in it, and from what. */
public final class ProjectionOptions {
    private static final String LABELS = "--labels";
    private static final String NODE_PROPERTIES = "--node-properties";
    private static final String RELATIONSHIP_PROPERTIES = "--relationship-properties";
    private static final String UNDIRECTED = "--undirected";

    @Option(names = LABELS, paramLabel = "LABEL", split = ",", description = "Labels of the nodes (default: all).")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--types", paramLabel = "TYPE", split = ",", description = "Relationship types (default: all).")
    private List<String> types = new ArrayList<>();

    @Option(
            names = NODE_PROPERTIES,
            paramLabel = "KEY",
            split = ",",
            description = "Node properties that come along, beside target and features.")
    private List<String> nodeProperties = new ArrayList<>();

    @Option(
            names = RELATIONSHIP_PROPERTIES,
            paramLabel = "KEY",
            split = ",",
            description = "Relationship properties that come along.")
    private List<String> relationshipProperties = new ArrayList<>();

    @Option(names = "--target", paramLabel = "KEY", description = "The node property to predict.")
    private String target;

    @Option(
            names = "--features",
            paramLabel = "KEY",
            split = ",",
            description = "Node properties to learn from. Places may have an encoder: KEY:invariant, or"
                    + " LATITUDE+LONGITUDE:sphere, with options as in 'x+y:invariant;chirality=true'.")
    private List<String> features = new ArrayList<>();

    @Option(names = UNDIRECTED, description = "The direction of the relationships has no meaning.")
    private boolean undirected;

    /** The part of a database that is exported. */
    public GraphProjection projection() {
        Set<String> properties = new LinkedHashSet<>(nodeProperties);
        properties.addAll(FeatureRequest.read(features, Set.of()));
        if (target != null) {
            properties.add(target);
        }
        return new GraphProjection(labels, types, List.copyOf(properties), relationshipProperties);
    }

    /** What is said about the exported graph. */
    public GraphFolder.Description description(String name) {
        return new GraphFolder.Description(name, !undirected, target, features, Map.of());
    }

    /** A graph that was exported before, with the target, features and types that are asked for now. */
    public Graph of(Graph graph) {
        refuse(LABELS, !labels.isEmpty());
        refuse(NODE_PROPERTIES, !nodeProperties.isEmpty());
        refuse(RELATIONSHIP_PROPERTIES, !relationshipProperties.isEmpty());
        refuse(UNDIRECTED, undirected);
        Graph typed = types.isEmpty() ? graph : graph.withTypes(types);
        Graph featured = features.isEmpty() ? typed : typed.withFeatures(features);
        return target == null ? featured : featured.withTarget(target);
    }

    private static void refuse(String option, boolean given) {
        if (given) {
            throw new KithException(option + " chooses what comes out of a server, and GRAPH is a folder, where that is"
                    + " decided; leave it out, or export the graph anew.");
        }
    }
}
