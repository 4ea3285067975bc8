package dev.kith.gnn.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense float32 matrix {@code [rows, columns]}, row-major and off-heap. Its {@link MemorySegment} is
 * what the kernels read and write; an ND4J {@link INDArray} is a view of the same bytes, made where it is asked for.
 *
 * <p>A tensor is released explicitly ({@link #close()} or its {@link TensorPool}); reading a released tensor is a
 * programming error, and releasing it twice is refused by its pool.
 */
public final class Tensor implements AutoCloseable {
    private static final AtomicLong LIVE_BYTES = new AtomicLong();
    private static final AtomicLong PEAK_BYTES = new AtomicLong();

    /** What this tensor owns, of which {@link #memory} is the first part; null where the memory is someone else's. */
    private final NativeBlock block;

    private final MemorySegment memory;
    private final int rows;
    private final int columns;

    private Tensor(NativeBlock block, MemorySegment from, int rows, int columns) {
        this.block = block;
        this.memory = from.asSlice(0, (long) rows * columns * Float.BYTES);
        this.rows = rows;
        this.columns = columns;
    }

    /** A tensor with undefined content. Zero rows or columns are allowed and hold no memory of their own. */
    public static Tensor uninitialised(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("A tensor cannot have the shape [" + rows + ", " + columns + "].");
        }
        NativeBlock block = NativeBlock.allocate((long) rows * columns * Float.BYTES);
        long live = LIVE_BYTES.addAndGet(block.memory().byteSize());
        PEAK_BYTES.accumulateAndGet(live, Math::max);
        return new Tensor(block, block.memory(), rows, columns);
    }

    /**
     * A view of memory that is someone else's, a mapped file for example; closing it frees nothing. The view is of the
     * address alone: the kernels are compiled for one kind of segment, and the owner has to outlive it.
     */
    @SuppressWarnings("restricted") // a view of memory that the caller owns
    public static Tensor over(MemorySegment owned, int rows, int columns) {
        long bytes = (long) rows * columns * Float.BYTES;
        if (!owned.isNative() || owned.byteSize() < bytes) {
            throw new IllegalArgumentException(
                    "A segment of " + owned.byteSize() + " bytes cannot hold [" + rows + ", " + columns + "].");
        }
        return new Tensor(null, MemorySegment.ofAddress(owned.address()).reinterpret(bytes), rows, columns);
    }

    /** Bytes of all tensors of the process that are not closed, the free ones of pools included. */
    public static long liveBytes() {
        return LIVE_BYTES.get();
    }

    /** The most {@link #liveBytes} since the last {@link #restartPeak}. */
    public static long peakBytes() {
        return PEAK_BYTES.get();
    }

    public static void restartPeak() {
        PEAK_BYTES.set(LIVE_BYTES.get());
    }

    public static Tensor zeros(int rows, int columns) {
        Tensor tensor = uninitialised(rows, columns);
        tensor.zero();
        return tensor;
    }

    /** Copies {@code values}, {@code [rows, columns]} row-major. */
    public static Tensor of(int rows, int columns, float... values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill the shape [" + rows + ", " + columns + "].");
        }
        Tensor tensor = uninitialised(rows, columns);
        tensor.copyFrom(values);
        return tensor;
    }

    /** The same memory under another shape, with no more elements than its {@link #capacity}. */
    Tensor reshaped(int newRows, int newColumns) {
        return new Tensor(block, block.memory(), newRows, newColumns);
    }

    /** Elements that the memory holds. */
    long capacity() {
        return block.memory().byteSize() / Float.BYTES;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Number of elements. */
    public long size() {
        return (long) rows * columns;
    }

    public long bytes() {
        return size() * Float.BYTES;
    }

    /** The elements, row-major, as native floats. */
    public MemorySegment memory() {
        return memory;
    }

    /** ND4J's view of the memory that this tensor owns: a vector of at least {@code rows * columns} floats. */
    public INDArray array() {
        if (block == null) {
            throw new IllegalStateException(shape() + " owns no memory.");
        }
        return block.array();
    }

    public float get(int row, int column) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * columns + column);
    }

    public void set(int row, int column, float value) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * columns + column, value);
    }

    public void zero() {
        memory.fill((byte) 0);
    }

    public void copyFrom(float[] values) {
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, Math.toIntExact(size()));
    }

    public void copyFrom(Tensor other) {
        if (other.rows != rows || other.columns != columns) {
            throw new IllegalArgumentException("Cannot copy " + other + " into " + this + ".");
        }
        MemorySegment.copy(other.memory, 0, memory, 0, bytes());
    }

    public float[] toArray() {
        float[] values = new float[Math.toIntExact(size())];
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
        return values;
    }

    /** The row as a new array {@code [columns]}. */
    public float[] row(int row) {
        float[] values = new float[columns];
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, (long) row * columns * Float.BYTES, values, 0, columns);
        return values;
    }

    /** Index of the first element that is NaN or infinite, or -1. */
    public long firstNonFinite() {
        long size = size();
        for (long i = 0; i < size; i++) {
            if (!Float.isFinite(memory.getAtIndex(ValueLayout.JAVA_FLOAT, i))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        if (block != null && block.free()) {
            LIVE_BYTES.addAndGet(-block.memory().byteSize());
        }
    }

    /** For messages about memory that must not be read any more. */
    String shape() {
        return "Tensor[" + rows + ", " + columns + "]";
    }

    @Override
    public String toString() {
        return size() <= 16 ? shape() + Arrays.toString(toArray()) : shape();
    }
}
