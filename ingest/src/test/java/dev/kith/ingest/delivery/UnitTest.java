package dev.kith.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.ingest.mapping.Entity;
import dev.kith.ingest.mapping.Shape;
import dev.kith.ingest.source.NodeKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitTest {
    private static final NodeKey KEY = new NodeKey("A", "id");
    private static final Shape PLAIN = new Shape.Nodes(KEY, List.of("A"), List.of("x"));
    private static final Shape LABELLED = new Shape.Nodes(KEY, List.of("A", "B"), List.of("x"));

    @Test
    void rowsOfAKeyKeepTheirOrderWhereShapesDiffer() {
        Unit unit = unit(node(PLAIN, 1), node(LABELLED, 1), node(PLAIN, 2), node(PLAIN, 1));
        assertThat(unit.parts(Set.of()))
                .extracting(Unit.Part::shape, Unit.Part::places)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PLAIN, List.of(0, 2)),
                        org.assertj.core.groups.Tuple.tuple(LABELLED, List.of(1)),
                        org.assertj.core.groups.Tuple.tuple(PLAIN, List.of(3)));
    }

    @Test
    void otherRowsArePutTogetherByShape() {
        Unit unit = unit(node(PLAIN, 1), node(LABELLED, 2), node(PLAIN, 3), node(LABELLED, 4));
        assertThat(unit.parts(Set.of(2))).extracting(Unit.Part::places).containsExactly(List.of(0), List.of(1, 3));
    }

    @Test
    void relationshipsOfTheSameEndsKeepTheirOrder() {
        Shape weighted = new Shape.Relationships("R", KEY, KEY, List.of("w"));
        Shape bare = new Shape.Relationships("R", KEY, KEY, List.of());
        Unit unit = unit(arc(weighted), arc(bare), arc(weighted));
        assertThat(unit.parts(Set.of()))
                .extracting(Unit.Part::places)
                .containsExactly(List.of(0), List.of(1), List.of(2));
    }

    private static Unit unit(Entity... entities) {
        Unit unit = new Unit();
        List.of(entities).forEach(unit::add);
        return unit;
    }

    private static Entity node(Shape shape, long key) {
        return new Entity(shape, new Object[] {key, null}, null, 0);
    }

    private static Entity arc(Shape shape) {
        return new Entity(shape, new Object[] {1L, 2L, null}, null, 0);
    }
}
