package dev.kith.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CommittedUnitsTest {

    /** What lanes have noted when all ends at any moment is what was committed: no unit more, none less. */
    @Property
    void notesSayWhatIsCommitted(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int lanes, @ForAll @IntRange(max = 60) int steps) {
        Random random = new Random(seed);
        Set<Long> inDatabase = new HashSet<>();
        List<CommittedUnits.Note> notes = new ArrayList<>();
        CommittedUnits committed = fresh(lanes, 0, List.of(), notes);
        long next = 0;
        List<Long> open = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            while (open.size() < 6) {
                if (!committed.contains(next)) {
                    open.add(next);
                }
                next++;
            }
            long unit = open.remove(random.nextInt(open.size()));
            int lane = random.nextInt(lanes);
            // The transaction: row and note together, or neither.
            if (random.nextInt(5) > 0) {
                notes.set(lane, committed.with(lane, unit));
                inDatabase.add(unit);
            }
            boolean killed = random.nextInt(6) == 0;
            if (killed || !inDatabase.contains(unit)) {
                long below = notes.stream()
                        .mapToLong(CommittedUnits.Note::below)
                        .max()
                        .orElse(0);
                Set<Long> others = new TreeSet<>();
                notes.forEach(note -> others.addAll(note.beyond()));
                committed = fresh(lanes, below, others, notes);
                next = 0;
                open.clear();
            } else {
                committed.add(lane, unit);
            }
            for (long u = 0; u < 100; u++) {
                assertThat(committed.contains(u)).isEqualTo(inDatabase.contains(u));
            }
        }
    }

    private static CommittedUnits fresh(
            int lanes, long below, java.util.Collection<Long> others, List<CommittedUnits.Note> notes) {
        notes.clear();
        for (int lane = 0; lane < lanes; lane++) {
            notes.add(new CommittedUnits.Note(below, lane == 0 ? List.copyOf(others) : List.of()));
        }
        return new CommittedUnits(lanes, below, others);
    }

    @Property
    void notesStayShort(@ForAll @IntRange(min = 1, max = 500) int units) {
        CommittedUnits committed = new CommittedUnits(2, 0, List.of());
        for (long unit = 0; unit < units; unit++) {
            assertThat(committed.with((int) unit % 2, unit).beyond()).containsExactly(unit);
            committed.add((int) unit % 2, unit);
        }
        assertThat(committed.below()).isEqualTo(units);
    }
}
