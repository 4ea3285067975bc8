package dev.kith.gnn.tensor;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Memory of one training: tensors are taken, given back and taken again under any shape with as many elements, so that
 * a steady epoch allocates nothing. Closing the pool frees everything it ever gave out. Not for several threads.
 */
public final class TensorPool implements AutoCloseable {
    private final Map<Long, ArrayDeque<Tensor>> free = new HashMap<>();
    private final Set<Tensor> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private long bytesTaken;
    private long bytesHeld;
    private long peakBytes;

    /** A tensor {@code [rows, columns]} with undefined content. */
    public Tensor take(int rows, int columns) {
        long size = (long) rows * columns;
        ArrayDeque<Tensor> same = free.get(size);
        Tensor tensor = same == null ? null : same.poll();
        if (tensor == null) {
            tensor = Tensor.uninitialised(rows, columns);
            bytesHeld += tensor.bytes();
            peakBytes = Math.max(peakBytes, bytesHeld);
        } else if (tensor.rows() != rows || tensor.columns() != columns) {
            tensor = tensor.reshaped(rows, columns);
        }
        taken.add(tensor);
        bytesTaken += tensor.bytes();
        return tensor;
    }

    public Tensor takeZeroed(int rows, int columns) {
        Tensor tensor = take(rows, columns);
        tensor.zero();
        return tensor;
    }

    /** Gives a tensor back; its content is undefined from now on. */
    public void release(Tensor tensor) {
        if (!taken.remove(tensor)) {
            throw new IllegalStateException(tensor + " was released twice, or is not of this pool.");
        }
        bytesTaken -= tensor.bytes();
        free.computeIfAbsent(tensor.size(), size -> new ArrayDeque<>()).push(tensor);
    }

    /** Frees what is not in use, for example before the shapes change. */
    public void trim() {
        for (ArrayDeque<Tensor> tensors : free.values()) {
            for (Tensor tensor : tensors) {
                bytesHeld -= tensor.bytes();
                tensor.close();
            }
        }
        free.clear();
    }

    /** Bytes of the tensors that are taken and not given back; zero when nothing leaks. */
    public long bytesTaken() {
        return bytesTaken;
    }

    /** The most bytes this pool ever held. */
    public long peakBytes() {
        return peakBytes;
    }

    @Override
    public void close() {
        taken.forEach(Tensor::close);
        taken.clear();
        bytesTaken = 0;
        trim();
        bytesHeld = 0;
    }
}
