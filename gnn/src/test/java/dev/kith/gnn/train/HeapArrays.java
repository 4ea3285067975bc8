package dev.kith.gnn.train;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Bytes of all arrays of numbers that can be reached from an object through Kith's own classes, each counted once. */
public final class HeapArrays {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private HeapArrays() {}

    public static long bytes(Object... roots) throws IllegalAccessException {
        HeapArrays heap = new HeapArrays();
        for (Object root : roots) {
            heap.reach(root);
        }
        long bytes = 0;
        while (!heap.open.isEmpty()) {
            bytes += heap.visit(heap.open.pop());
        }
        return bytes;
    }

    private void reach(Object object) {
        if (object != null && seen.add(object)) {
            open.push(object);
        }
    }

    private long visit(Object object) throws IllegalAccessException {
        if (object instanceof Map<?, ?> map) {
            map.values().forEach(this::reach);
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(this::reach);
        } else if (object instanceof int[] || object instanceof float[]) {
            return 4L * Array.getLength(object);
        } else if (object.getClass().getName().startsWith("dev.kith.")) {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    reach(field.get(object));
                }
            }
        }
        return 0;
    }
}
