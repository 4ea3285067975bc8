package dev.kith.ingest.delivery;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The numbers of the units that are in the database: all below a mark, and some beyond it. Writers finish units out of
 * their order, and the mark follows when the gap is closed.
 */
final class CommittedUnits {
    private final List<TreeSet<Long>> beyond;
    private long below;

    /**
     * @param lanes that note units
     * @param below all units with lower numbers are committed
     * @param others that are committed too; the first lane has noted them
     */
    CommittedUnits(int lanes, long below, Collection<Long> others) {
        this.beyond = java.util.stream.Stream.generate(TreeSet<Long>::new)
                .limit(lanes)
                .toList();
        this.below = below;
        beyond.getFirst().addAll(others);
        advance();
    }

    /** What a lane notes. */
    record Note(long below, List<Long> beyond) {}

    synchronized boolean contains(long unit) {
        return unit < below || beyond.stream().anyMatch(lane -> lane.contains(unit));
    }

    /** What a lane notes in the transaction that writes a unit. It says nothing that is not committed with it. */
    synchronized Note with(int lane, long unit) {
        TreeSet<Long> numbers = new TreeSet<>(beyond.get(lane));
        numbers.add(unit);
        return new Note(below, List.copyOf(numbers));
    }

    /** Says that a lane's unit is committed. */
    synchronized void add(int lane, long unit) {
        beyond.get(lane).add(unit);
        advance();
    }

    private void advance() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (TreeSet<Long> lane : beyond) {
                while (!lane.isEmpty() && lane.first() <= below) {
                    below = Math.max(below, lane.pollFirst() + 1);
                    moved = true;
                }
            }
        }
    }

    /** The first number that is not committed. */
    synchronized long below() {
        return below;
    }
}
