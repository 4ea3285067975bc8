// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.write;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/**
 * What a run changed in one transaction, with the values before, as a node {@code (:KithRunPart {run, number, …})} of
 * that same transaction: so a run can be rolled back exactly, however far it came. For the k-th property it holds the
 * ids of the changed nodes, {@code ids_k}; values before that are alike in type as one list, {@code before_k_t} of the
 * nodes {@code beforeIds_k_t}; and lists one by one, {@code list_k_ID}. A node without a value before had none. Of
 * relationships that were created it holds the ids.
 */
public final class RunPart {
    public static final String LABEL = "KithRunPart";

    private static final String RUN = "run";
    private static final String NUMBER = "number";
    private static final String PROPERTIES = "properties";
    private static final String LABELS = "labels";

    private final Map<String, List<Long>> changed = new LinkedHashMap<>();
    private final Map<String, Map<Class<?>, Map<Long, Object>>> before = new LinkedHashMap<>();
    private final CreatedRelationships created = new CreatedRelationships();

    /** What became of a part that was undone. */
    record Undone(long restored, long skipped, long deleted, long gone) {
        Undone plus(Undone more) {
            return new Undone(
                    restored + more.restored, skipped + more.skipped, deleted + more.deleted, gone + more.gone);
        }
    }

    /** @param old null where the node had no such property */
    void changed(long id, String property, Object old) {
        changed.computeIfAbsent(property, name -> new ArrayList<>()).add(id);
        if (old != null) {
            before.computeIfAbsent(property, name -> new LinkedHashMap<>())
                    .computeIfAbsent(old.getClass(), type -> new LinkedHashMap<>())
                    .put(id, old);
        }
    }

    void created(Relationship relationship) {
        created.add(relationship);
    }

    /** Keeps it in the database, where anything was changed. */
    void save(Transaction transaction, String runId, long number, List<String> labels) {
        if (changed.isEmpty() && created.isEmpty()) {
            return;
        }
        Node part = transaction.createNode(Label.label(LABEL));
        part.setProperty(RUN, runId);
        part.setProperty(NUMBER, number);
        part.setProperty(LABELS, labels.toArray(String[]::new));
        part.setProperty(PROPERTIES, changed.keySet().toArray(String[]::new));
        created.save(part);
        int k = 0;
        for (Map.Entry<String, List<Long>> property : changed.entrySet()) {
            part.setProperty("ids_" + k, longs(property.getValue()));
            int t = 0;
            for (Map.Entry<Class<?>, Map<Long, Object>> alike :
                    before.getOrDefault(property.getKey(), Map.of()).entrySet()) {
                if (alike.getKey().isArray()) {
                    int list = k;
                    alike.getValue().forEach((id, value) -> part.setProperty("list_" + list + "_" + id, value));
                } else {
                    part.setProperty(
                            "beforeIds_" + k + "_" + t, longs(alike.getValue().keySet()));
                    part.setProperty("before_" + k + "_" + t, array(alike.getKey(), alike.getValue()));
                    t++;
                }
            }
            k++;
        }
    }

    private static long[] longs(Iterable<Long> ids) {
        List<Long> all = new ArrayList<>();
        ids.forEach(all::add);
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static Object array(Class<?> type, Map<Long, Object> values) {
        Object array = Array.newInstance(type, values.size());
        int i = 0;
        for (Object value : values.values()) {
            Array.set(array, i++, value);
        }
        return array;
    }

    /** The parts of a run, newest first. */
    static List<Node> of(Transaction transaction, String runId) {
        List<Node> parts = new ArrayList<>();
        try (ResourceIterator<Node> found = transaction.findNodes(Label.label(LABEL), RUN, runId)) {
            found.forEachRemaining(parts::add);
        }
        parts.sort(Comparator.comparingLong((Node part) -> (long) part.getProperty(NUMBER))
                .reversed());
        return parts;
    }

    /**
     * Puts back what was before a part, and removes the part.
     *
     * @return properties restored, and skipped because their node is gone, another one by now, or lacks the property;
     *     relationships deleted, and gone before
     */
    static Undone undo(Transaction transaction, Node part) {
        List<String> labels = List.of((String[]) part.getProperty(LABELS));
        String[] names = (String[]) part.getProperty(PROPERTIES);
        long[] counts = new long[2];
        for (int k = 0; k < names.length; k++) {
            Map<Long, Object> old = before(part, k);
            for (long id : (long[]) part.getProperty("ids_" + k)) {
                boolean restored = restore(transaction, id, names[k], old.get(id), labels);
                counts[restored ? 0 : 1]++;
            }
        }
        long[] relationships = CreatedRelationships.delete(transaction, part, (String) part.getProperty(RUN));
        part.delete();
        return new Undone(counts[0], counts[1], relationships[0], relationships[1]);
    }

    private static Map<Long, Object> before(Node part, int k) {
        Map<Long, Object> old = new LinkedHashMap<>();
        for (int t = 0; part.hasProperty("beforeIds_" + k + "_" + t); t++) {
            long[] ids = (long[]) part.getProperty("beforeIds_" + k + "_" + t);
            Object values = part.getProperty("before_" + k + "_" + t);
            for (int i = 0; i < ids.length; i++) {
                old.put(ids[i], Array.get(values, i));
            }
        }
        String list = "list_" + k + "_";
        for (String key : part.getPropertyKeys()) {
            if (key.startsWith(list)) {
                old.put(Long.valueOf(key.substring(list.length())), part.getProperty(key));
            }
        }
        return old;
    }

    @SuppressWarnings("removal") // parts hold store ids, as predictions do
    private static boolean restore(Transaction transaction, long id, String property, Object old, List<String> labels) {
        Node node;
        try {
            node = transaction.getNodeById(id);
        } catch (NotFoundException e) {
            return false;
        }
        if (!node.hasProperty(property) || !NodeWriter.hasOne(node, labels)) {
            return false;
        }
        if (old == null) {
            node.removeProperty(property);
        } else {
            node.setProperty(property, old);
        }
        return true;
    }
}
