package alluxio.admission.webhook.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Allocates arrays, for what is read from a socket as well: memory in use is visible in the heap, nothing is kept in pools, and
 * no read allocates and frees memory outside the heap. The JDK copies through one buffer of each thread. Thread-safe.
 */
final class HeapBuffers extends AbstractByteBufAllocator {

    HeapBuffers() {
        super(false);
    }

    @Override
    public ByteBuf ioBuffer() {
        return heapBuffer();
    }

    @Override
    public ByteBuf ioBuffer(int capacity) {
        return heapBuffer(capacity);
    }

    @Override
    public ByteBuf ioBuffer(int capacity, int most) {
        return heapBuffer(capacity, most);
    }

    @Override
    protected ByteBuf newHeapBuffer(int capacity, int most) {
        return new UnpooledHeapByteBuf(this, capacity, most);
    }

    @Override
    protected ByteBuf newDirectBuffer(int capacity, int most) {
        return new UnpooledDirectByteBuf(this, capacity, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
