package org.bactrian.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.camel.support.service.ServiceSupport;
import org.bactrian.config.StartException;

/**
 * The embedded ActiveMQ Artemis: its journal on disk, reachable from this machine alone. What cannot be delivered ends in
 * the dead letter queue; without one Artemis would delete it.
 */
final class Broker extends ServiceSupport {
    static final String IN_PROCESS = "vm://0";
    private static final int MOST_DELIVERIES = 10;
    private static final long REDELIVERY_MILLIS = 1_000;
    private static final int FULL_DISK_PERCENT = 98;

    private final EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
    private final int port;

    Broker(Path folder, int port, String deadLetters) throws Exception {
        this.port = port;
        artemis.setConfiguration(configuration(folder, port, deadLetters));
    }

    private static Configuration configuration(Path folder, int port, String deadLetters) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setMaxDiskUsage(FULL_DISK_PERCENT)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("in-process", IN_PROCESS)
                .addAcceptorConfiguration("local", "tcp://127.0.0.1:" + port + "?protocols=CORE");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(deadLetters))
                        .setMaxDeliveryAttempts(MOST_DELIVERIES)
                        .setRedeliveryDelay(REDELIVERY_MILLIS)
                        .setRedeliveryMultiplier(2)
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        configuration.addQueueConfiguration(QueueConfiguration.of(deadLetters).setRoutingType(RoutingType.ANYCAST));
        return configuration;
    }

    @Override
    protected void doStart() throws Exception {
        requireFree(port);
        artemis.start();
    }

    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            String message =
                    "Port " + port + " of the queue broker is in use: stop what holds it or set llm.broker.port";
            throw new StartException(message, e);
        }
    }

    @Override
    protected void doStop() throws Exception {
        artemis.stop();
    }
}
