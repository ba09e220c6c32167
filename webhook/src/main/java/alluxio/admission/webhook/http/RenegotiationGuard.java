package alluxio.admission.webhook.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes a connection whose client starts a second TLS handshake (renegotiation): each costs a signature, and HTTP does not need
 * it. The JDK can refuse it for the whole process only. In TLS 1.2, type and length of a record are not encrypted; TLS 1.3 has
 * no renegotiation, and hides all types.
 */
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
    private static final int HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    private final Connection connection;
    private boolean dataSeen;
    private int headerBytes;
    private int type;
    private int length;
    private int left;

    RenegotiationGuard(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && wantsSecondHandshake(bytes)) {
            ReferenceCountUtil.release(message);
            connection.end(CloseReason.RENEGOTIATION, "");
            return;
        }
        context.fireChannelRead(message);
    }

    private boolean wantsSecondHandshake(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (left > 0) {
                int skipped = Math.min(left, bytes.writerIndex() - at);
                left -= skipped;
                at += skipped;
                continue;
            }
            int next = bytes.getUnsignedByte(at++);
            switch (headerBytes++) {
                case 0 -> type = next;
                case 3 -> length = next << 8;
                case 4 -> length |= next;
                default -> {}
            }
            if (headerBytes == HEADER) {
                headerBytes = 0;
                left = length;
                boolean established = dataSeen || connection.clock().phase() != ConnectionPhase.HANDSHAKE;
                if (type == HANDSHAKE && established) {
                    return true;
                }
                dataSeen |= type == APPLICATION_DATA;
            }
        }
        return false;
    }
}
