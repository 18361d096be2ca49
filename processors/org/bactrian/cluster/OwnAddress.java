package org.bactrian.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import java.net.InetSocketAddress;
import org.bactrian.config.ClusterSettings;

/** The one address a member listens on and is known by. */
final class OwnAddress implements MemberAddressProvider {
    private final ClusterSettings settings;

    OwnAddress(ClusterSettings settings) {
        this.settings = settings;
    }

    @Override
    public InetSocketAddress getBindAddress() {
        return new InetSocketAddress(settings.address(), settings.port());
    }

    @Override
    public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
        return getBindAddress();
    }

    @Override
    public InetSocketAddress getPublicAddress() {
        return getBindAddress();
    }

    @Override
    public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
        return getBindAddress();
    }
}
