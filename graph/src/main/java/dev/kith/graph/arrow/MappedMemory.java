package dev.kith.graph.arrow;

import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OwnershipTransferResult;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;

/** Arrow buffers over a mapped file: no copy, nothing to release before the mapping goes. */
final class MappedMemory implements ReferenceManager {
    /** Keeps the mapping alive as long as a buffer is. */
    private final ByteBuffer mapping;

    private MappedMemory(ByteBuffer mapping) {
        this.mapping = mapping;
    }

    /** @param mapping a slice of a mapped file */
    static ArrowBuf of(ByteBuffer mapping) {
        ArrowBuf buffer = new ArrowBuf(
                new MappedMemory(mapping), null, mapping.capacity(), MemoryUtil.getByteBufferAddress(mapping));
        buffer.writerIndex(mapping.capacity());
        return buffer;
    }

    @Override
    public ArrowBuf deriveBuffer(ArrowBuf source, long index, long length) {
        return new ArrowBuf(this, null, length, source.memoryAddress() + index);
    }

    @Override
    public ArrowBuf retain(ArrowBuf source, BufferAllocator target) {
        return source;
    }

    @Override
    public int getRefCount() {
        return 1;
    }

    @Override
    public boolean release() {
        return false;
    }

    @Override
    public boolean release(int decrement) {
        return false;
    }

    @Override
    public void retain() {}

    @Override
    public void retain(int increment) {}

    @Override
    public OwnershipTransferResult transferOwnership(ArrowBuf source, BufferAllocator target) {
        return new OwnershipTransferResult() {
            @Override
            public boolean getAllocationFit() {
                return true;
            }

            @Override
            public ArrowBuf getTransferredBuffer() {
                return source;
            }
        };
    }

    @Override
    public BufferAllocator getAllocator() {
        return null;
    }

    @Override
    public long getSize() {
        return mapping.capacity();
    }

    @Override
    public long getAccountedSize() {
        return 0;
    }
}
