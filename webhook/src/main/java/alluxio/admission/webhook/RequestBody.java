package alluxio.admission.webhook;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A body as it arrives, up to a limit. It takes at most one and a half times the memory of the bytes that have arrived. */
final class RequestBody {

    private static final int SMALLEST_BLOCK = 1 << 10;
    private static final int LARGEST_BLOCK = 16 << 10;

    private final int limit;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] block = new byte[0];
    private int inBlock;
    private int size;

    RequestBody(int limit) {
        this.limit = limit;
    }

    /** Whether so many more bytes are within the limit. */
    boolean hasRoomFor(int bytes) {
        return bytes <= limit - size;
    }

    void append(ByteBuf part) {
        while (part.isReadable()) {
            if (inBlock == block.length) {
                if (inBlock > 0) {
                    full.add(block);
                }
                block = new byte[Math.max(Math.clamp(size / 2, SMALLEST_BLOCK, LARGEST_BLOCK), part.readableBytes())];
                inBlock = 0;
            }
            int bytes = Math.min(part.readableBytes(), block.length - inBlock);
            part.readBytes(block, inBlock, bytes);
            inBlock += bytes;
            size += bytes;
        }
    }

    byte[] toBytes() {
        if (full.isEmpty()) {
            return Arrays.copyOf(block, inBlock);
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (byte[] each : full) {
            System.arraycopy(each, 0, bytes, at, each.length);
            at += each.length;
        }
        System.arraycopy(block, 0, bytes, at, inBlock);
        return bytes;
    }
}
