package org.bactrian.job;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends the connection of a caller who does not read. A plain close would first wait until he has read what was written,
 * and hold that in memory for as long; so the connection is reset below everything that waits.
 */
final class CutOff {
    private CutOff() {}

    static void from(HttpConnection connection) {
        if (connection instanceof ConnectionBase reachable) {
            Channel channel = reachable.channel();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }
}
