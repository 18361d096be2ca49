package org.bactrian.job;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.PropertiesComponent;
import org.bactrian.config.Settings;
import org.bactrian.config.StartException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * The component {@code llm-jms}: a message is taken, its reply sent and its dead letter written in one transaction of
 * the broker. Starts the embedded broker unless {@code llm.broker.url} names another.
 */
final class Queues {
    private static final int SESSIONS = 32;

    private Queues() {}

    static JmsComponent component(CamelContext context, Settings settings) {
        CachingConnectionFactory factory = new CachingConnectionFactory(connections(context, settings));
        factory.setSessionCacheSize(SESSIONS);
        factory.setCacheConsumers(false); // a cached one would go on taking messages after its listener was stopped
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(factory);
        component.setTransactionManager(new JmsTransactionManager(factory));
        component.setTransacted(true);
        component.setCacheLevelName("CACHE_CONSUMER");
        component.setAllowReplyManagerQuickStop(true);
        component.setAcceptMessagesWhileStopping(false);
        component.setErrorHandlerLoggingLevel(
                LoggingLevel.DEBUG); // a rollback is a message that waits, told of already
        return component;
    }

    private static ConnectionFactory connections(CamelContext context, Settings settings) {
        PropertiesComponent properties = context.getPropertiesComponent();
        String url = properties
                .resolveProperty("llm.broker.url")
                .filter(text -> !text.isBlank())
                .orElse("");
        if (url.isEmpty()) {
            int port = properties
                    .resolveProperty("llm.broker.port")
                    .map(Integer::parseInt)
                    .orElse(61616);
            startEmbedded(context, settings.dataDir().resolve("broker"), port);
            url = Broker.IN_PROCESS;
        }
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        factory.setConsumerWindowSize(0); // a message fetched ahead would wait behind a slow call while others are idle
        factory.setDeserializationDenyList("*"); // only texts and bytes are read; nothing is ever deserialized
        return factory;
    }

    private static void startEmbedded(CamelContext context, Path folder, int port) {
        try {
            context.addService(new Broker(folder, port, "llm.dead-letters"), true, true);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("The queue broker cannot start: " + e.getMessage(), e);
        }
    }
}
