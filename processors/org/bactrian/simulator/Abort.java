package org.bactrian.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends a connection with a TCP reset instead of a farewell. */
final class Abort {
    private Abort() {}

    static void of(HttpConnection connection) {
        if (connection instanceof ConnectionBase reachable) {
            Channel channel = reachable.channel();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        } else {
            connection.close();
        }
    }
}
