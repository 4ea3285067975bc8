package dev.kith.gnn.tensor;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory of one training: tensors are taken, given back and taken again under any shape that fits, so that a steady
 * epoch allocates nothing. Shapes that change a little at each step, as those of sampled batches do, share memory too: a
 * block may be up to a quarter larger than what it is taken for, and one that is a little too small gives way to a
 * larger one with an eighth to spare, so that it need not give way again soon. Closing the pool frees everything it ever gave out. Not for several threads.
 */
public final class TensorPool implements AutoCloseable {
    private static final AtomicLong ABANDONED_BYTES = new AtomicLong();
    /** One part in so many is kept to spare. */
    private static final int SPARE = 8;

    /** Free tensors by the elements their memory holds. */
    private final TreeMap<Long, ArrayDeque<Tensor>> free = new TreeMap<>();

    private final Set<Tensor> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private long bytesTaken;
    private long bytesHeld;
    private long peakBytes;
    private long allocations;

    /** A tensor {@code [rows, columns]} with undefined content. */
    public Tensor take(int rows, int columns) {
        long size = (long) rows * columns;
        Tensor tensor = poll(free.ceilingEntry(size), size);
        if (tensor == null) {
            Tensor small = poll(free.lowerEntry(size), size);
            if (small != null) {
                discard(small);
            }
            tensor = allocated(rows, columns, small == null ? 0 : size / SPARE);
            bytesHeld += tensor.capacity() * Float.BYTES;
            peakBytes = Math.max(peakBytes, bytesHeld);
        } else {
            // Another object each time, so that a stale release is always refused.
            tensor = tensor.reshaped(rows, columns);
        }
        taken.add(tensor);
        bytesTaken += tensor.bytes();
        return tensor;
    }

    /** A new tensor whose memory holds some elements more. */
    private Tensor allocated(int rows, int columns, long spare) {
        allocations++;
        if (spare == 0) {
            return Tensor.uninitialised(rows, columns);
        }
        long size = (long) rows * columns + spare;
        int width = size <= Integer.MAX_VALUE ? (int) size : columns;
        int length = (int) Math.min(Integer.MAX_VALUE, (size + width - 1) / width);
        return Tensor.uninitialised(length, width).reshaped(rows, columns);
    }

    /** A tensor of this entry if its size and {@code wanted} are within a quarter of each other, else null. */
    private Tensor poll(Map.Entry<Long, ArrayDeque<Tensor>> entry, long wanted) {
        if (entry == null || !near(entry.getKey(), wanted)) {
            return null;
        }
        Tensor tensor = entry.getValue().pop();
        if (entry.getValue().isEmpty()) {
            free.remove(entry.getKey());
        }
        return tensor;
    }

    private static boolean near(long held, long wanted) {
        return Math.max(held, wanted) <= Math.min(held, wanted) + Math.min(held, wanted) / 4;
    }

    public Tensor takeZeroed(int rows, int columns) {
        Tensor tensor = take(rows, columns);
        tensor.zero();
        return tensor;
    }

    /** Gives a tensor back; its content is undefined from now on. */
    public void release(Tensor tensor) {
        if (!taken.remove(tensor)) {
            throw new IllegalStateException(tensor.shape() + " was released twice, or is not of this pool.");
        }
        bytesTaken -= tensor.bytes();
        free.computeIfAbsent(tensor.capacity(), size -> new ArrayDeque<>()).push(tensor);
    }

    /** Frees what is not in use, for example before the shapes change. */
    public void trim() {
        free.values().forEach(same -> same.forEach(this::discard));
        free.clear();
    }

    private void discard(Tensor tensor) {
        bytesHeld -= tensor.capacity() * Float.BYTES;
        tensor.close();
    }

    /** Bytes of the tensors that are taken and not given back; zero when nothing leaks. */
    public long bytesTaken() {
        return bytesTaken;
    }

    /** Bytes this pool holds, in use or free. */
    public long bytesHeld() {
        return bytesHeld;
    }

    /** How often memory was taken from the system so far; it stands still in a steady epoch. */
    public long allocations() {
        return allocations;
    }

    /** Frees what is not in use and begins to count the peak anew. */
    public void restart() {
        trim();
        peakBytes = bytesHeld;
    }

    /** The most bytes this pool held since it was made or restarted. */
    public long peakBytes() {
        return peakBytes;
    }

    /** Bytes that were still taken when their pools were closed, of all pools of the process; zero when nothing leaks. */
    static long abandonedBytes() {
        return ABANDONED_BYTES.get();
    }

    @Override
    public void close() {
        ABANDONED_BYTES.addAndGet(bytesTaken);
        taken.forEach(Tensor::close);
        taken.clear();
        bytesTaken = 0;
        trim();
        bytesHeld = 0;
    }
}
