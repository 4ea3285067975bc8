package dev.kith.graph.arrow;

import dev.kith.graph.KithException;
import dev.kith.graph.column.Column;
import dev.kith.graph.column.LongColumn;
import dev.kith.graph.column.TextColumn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Refuses node ids of which two are the same. Exported ids ascend, and then one look at each is enough. */
final class UniqueIds {
    private UniqueIds() {}

    static void check(Column ids) {
        if (ids instanceof LongColumn numbers) {
            if (!ascend(numbers.values())) {
                long[] sorted = numbers.values().clone();
                Arrays.parallelSort(sorted);
                for (int i = 1; i < sorted.length; i++) {
                    if (sorted[i] == sorted[i - 1]) {
                        throw twice(sorted[i]);
                    }
                }
            }
        } else if (ids instanceof TextColumn texts) {
            Set<String> seen = new HashSet<>();
            for (String id : texts.values()) {
                if (!seen.add(id)) {
                    throw twice(id);
                }
            }
        } else {
            throw new KithException("Node ids are " + ids.typeName() + "; they must be whole numbers or texts.");
        }
    }

    private static boolean ascend(long[] ids) {
        for (int i = 1; i < ids.length; i++) {
            if (ids[i] <= ids[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static KithException twice(Object id) {
        return new KithException("The node id " + id + " stands twice; give every node an id of its own.");
    }
}
