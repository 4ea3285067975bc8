package dev.kith.gnn.feature;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kith.gnn.geometry.Place;
import dev.kith.gnn.geometry.ScalingFlags;
import dev.kith.graph.Graph;
import dev.kith.graph.KithException;
import java.util.Optional;

/** Turns properties of one graph into a block of columns. Immutable; its JSON form is part of a model file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "encoder")
@JsonSubTypes({
    @JsonSubTypes.Type(value = VectorEncoder.class, name = "vector"),
    @JsonSubTypes.Type(value = NumberEncoder.class, name = "number"),
    @JsonSubTypes.Type(value = TextEncoder.class, name = "text"),
    @JsonSubTypes.Type(value = DegreeEncoder.class, name = "degree"),
    @JsonSubTypes.Type(value = IdentityEncoder.class, name = "identity"),
    @JsonSubTypes.Type(value = InvariantEncoder.class, name = "invariant"),
    @JsonSubTypes.Type(value = SphereEncoder.class, name = "sphere")
})
public sealed interface Encoder
        permits VectorEncoder,
                NumberEncoder,
                TextEncoder,
                DegreeEncoder,
                IdentityEncoder,
                InvariantEncoder,
                SphereEncoder {

    /** Number of columns it makes. */
    int width();

    /** Adds its values for every node of the graph, columns counted from {@code offset}. */
    void encode(Graph graph, int offset, FeatureRows rows);

    /** Its columns, counted from {@code offset}, where networks read them in a way of their own. */
    default Optional<Place> place(int offset) {
        return Optional.empty();
    }

    /** What could not be fixed of a graph's places; empty where it encodes none. */
    default Optional<ScalingFlags> flags(Graph graph) {
        return Optional.empty();
    }

    /** What one of its columns was made from, for messages: {@code property 'age'}. */
    String origin(int column);

    /** For what a model file says about its features and cannot be. */
    static KithException nonsense(String what) {
        return new KithException("The model's description of its features makes no sense: " + what + ".");
    }
}
