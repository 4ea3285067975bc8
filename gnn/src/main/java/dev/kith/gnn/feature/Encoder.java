package dev.kith.gnn.feature;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kith.graph.Graph;

/** Turns properties of one graph into a block of columns. Immutable; its JSON form is part of a model file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "encoder")
@JsonSubTypes({
    @JsonSubTypes.Type(value = VectorEncoder.class, name = "vector"),
    @JsonSubTypes.Type(value = NumberEncoder.class, name = "number"),
    @JsonSubTypes.Type(value = TextEncoder.class, name = "text"),
    @JsonSubTypes.Type(value = DegreeEncoder.class, name = "degree"),
    @JsonSubTypes.Type(value = IdentityEncoder.class, name = "identity")
})
public sealed interface Encoder permits VectorEncoder, NumberEncoder, TextEncoder, DegreeEncoder, IdentityEncoder {

    /** Number of columns it makes. */
    int width();

    /** Adds its values for every node of the graph, columns counted from {@code offset}. */
    void encode(Graph graph, int offset, FeatureRows rows);
}
