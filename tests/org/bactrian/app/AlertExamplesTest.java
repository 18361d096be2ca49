package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes in examples/alerts work as they stand; Slack's runs in {@link AlertsTest}. */
final class AlertExamplesTest {
    private static final String MESSAGE = "Budget warning: feature \"Träge\" has spent 81%";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Properties properties = new Properties();

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Hands an example an alert as routes/alerts.camel.yaml does. */
    private void run(String name) throws Exception {
        context.getPropertiesComponent().setInitialProperties(properties);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, "file:examples/alerts/" + name + ".camel.yaml"));
        context.start();
        context.createFluentProducerTemplate()
                .to("direct:llm-alerts-" + name)
                .withExchangeProperty("llmAlertMessage", MESSAGE)
                .withBody("{\"id\":7}")
                .send();
    }

    @Test
    void a_mail_says_what_the_alert_says() throws Exception {
        try (MailServer server = new MailServer()) {
            properties.setProperty("alerts.mail.server", server.address());
            properties.setProperty("alerts.mail.from", "bactrian@example.org");
            properties.setProperty("alerts.mail.to", "ops@example.org,boss@example.org");

            run("mail");

            await().until(() -> server.mails().size() == 1);
            assertThat(server.mails().element())
                    .contains("From: bactrian@example.org", "To: ops@example.org, boss@example.org")
                    .contains("Subject: Budget alert", "text/plain; charset=utf-8")
                    .containsPattern("Budget warning: feature \"Tr(ä|=C3=A4)ge\" has spent 81%");
        }
    }

    @Test
    void a_topic_is_given_the_json() throws Exception {
        Catching kafka = new Catching();
        context.addComponent("kafka", kafka);
        properties.setProperty("alerts.kafka.brokers", "one:9092,two:9092");

        run("kafka");

        assertThat(kafka.options).containsExactly(Map.entry("brokers", "one:9092,two:9092"));
        MockEndpoint topic = (MockEndpoint) context.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("kafka://llm-alerts"))
                .findFirst()
                .orElseThrow();
        assertThat(topic.getExchanges()).hasSize(1);
        assertThat(topic.getExchanges().get(0).getMessage().getBody()).isEqualTo("{\"id\":7}");
    }

    /** In the place of a component that needs a server of its own. */
    private static final class Catching extends MockComponent {
        private final Map<String, Object> options = new TreeMap<>();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            options.putAll(parameters);
            parameters.clear();
            return super.createEndpoint(uri, remaining, parameters);
        }
    }
}
