package dev.kith.gnn.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory that is freed explicitly. ND4J's own buffers are filled with zeros by one thread, 0.45 s a GB, even where
 * they are asked for uninitialised; this memory comes untouched, so that whoever writes it first, in parallel, brings its
 * pages in. Large blocks ask for large pages, because rows of features are read in random order.
 */
final class NativeBlock {
    /** From here on a block lies in whole large pages for the most part. */
    private static final long LARGE = 8L << 20;

    private static final long LARGE_PAGE = 2L << 20;
    private static final int MADV_HUGEPAGE = 14;
    private static final Optional<MethodHandle> ADVISE = advise();

    private final Pointer start;
    private final MemorySegment memory;
    private final AtomicBoolean freed = new AtomicBoolean();

    private NativeBlock(Pointer start, MemorySegment memory) {
        this.start = start;
        this.memory = memory;
    }

    /** @throws OutOfMemoryError where the system has no such block */
    @SuppressWarnings("restricted") // a view of memory that this block owns
    static NativeBlock allocate(long bytes) {
        NativeMemory.prepare();
        Pointer start = Pointer.malloc(Math.max(bytes, Float.BYTES));
        if (start == null || start.isNull()) {
            throw new OutOfMemoryError("The system has no " + bytes + " bytes of memory left for a tensor.");
        }
        if (bytes >= LARGE) {
            askForLargePages(start.address(), bytes);
        }
        return new NativeBlock(start, MemorySegment.ofAddress(start.address()).reinterpret(bytes));
    }

    MemorySegment memory() {
        return memory;
    }

    /** ND4J's view of these bytes, a vector of all whole floats. */
    INDArray array() {
        long floats = memory.byteSize() / Float.BYTES;
        return Nd4j.create(Nd4j.createBuffer(new FloatPointer(start).capacity(floats), floats, DataType.FLOAT));
    }

    /** @return false where it had been freed before */
    boolean free() {
        boolean first = freed.compareAndSet(false, true);
        if (first) {
            Pointer.free(start);
        }
        return first;
    }

    /** Only a wish: what the system answers does not matter. */
    private static void askForLargePages(long address, long bytes) {
        if (ADVISE.isEmpty()) {
            return;
        }
        long from = (address + LARGE_PAGE - 1) & -LARGE_PAGE;
        long to = (address + bytes) & -LARGE_PAGE;
        try {
            int refused = (int) ADVISE.get().invokeExact(from, to - from, MADV_HUGEPAGE);
            assert refused <= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("The system could not be asked for large pages.", e);
        }
    }

    @SuppressWarnings("restricted") // the C library is native code
    private static Optional<MethodHandle> advise() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        return linker.defaultLookup().find("madvise").map(symbol -> linker.downcallHandle(symbol, signature));
    }
}
