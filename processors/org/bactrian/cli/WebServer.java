package org.bactrian.cli;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;
import org.bactrian.config.Keys;
import org.bactrian.config.Settings;
import org.bactrian.config.StartException;
import org.bactrian.job.HttpFallback;
import org.bactrian.job.KeyGate;
import org.bactrian.simulator.Bill;
import org.bactrian.simulator.Simulator;

/** Our part of Camel's embedded HTTP server: where it listens, what it runs on, and what answers where no route does. */
final class WebServer {
    private final CamelContext context;
    private final Settings settings;
    private final Keys keys;
    private final String host;
    private final int port;

    private WebServer(CamelContext context, Settings settings, Keys keys, String host, int port) {
        this.context = context;
        this.settings = settings;
        this.keys = keys;
        this.host = host;
        this.port = port;
    }

    /** Reads where to listen; refuses what cannot or must not be. */
    static WebServer configured(CamelContext context, Settings settings, Keys keys) {
        var properties = context.getPropertiesComponent();
        String host = properties.resolveProperty("camel.server.host").orElse("127.0.0.1");
        String port = properties.resolveProperty("camel.server.port").orElse("8080");
        if (!port.matches("\\d{1,5}")) {
            String fix = "Write for example \"camel.server.port=8080\"";
            throw fault("camel.server.port", "cannot be \"" + port + "\"", fix);
        }
        WebServer server = new WebServer(context, settings, keys, host, Integer.parseInt(port));
        requireGuarded(host, keys);
        server.requireFree();
        properties.addOverrideProperty("camel.server.enabled", "true");
        properties.addOverrideProperty("camel.server.host", host);
        properties.addOverrideProperty("camel.server.maxBodySize", Long.toString(settings.maxBody()));
        return server;
    }

    private static ConfigurationException fault(String key, String message, String fix) {
        return new ConfigurationException(List.of(new Fault("application.properties", 0, key, message, fix)));
    }

    /** Whoever can be reached from outside must know who calls. */
    static void requireGuarded(String host, Keys keys) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress() && !keys.configured()) {
                    String message = "\"" + host + "\" is reachable from outside, which needs API keys; there are none";
                    String fix =
                            "Make one with \"bactrian keys add --id NAME\" or write \"camel.server.host=127.0.0.1\"";
                    throw fault("camel.server.host", message, fix);
                }
            }
        } catch (UnknownHostException e) {
            throw fault("camel.server.host", "\"" + host + "\" is no address of this machine", "");
        }
    }

    /** Camel's server logs a port in use and goes on without one; a person wants to be told. */
    private void requireFree() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            String message = "Port " + port + " is in use: stop what holds it or set camel.server.port";
            throw new StartException(message, e);
        }
    }

    /** With a second server for management, Camel finds the right one only by this bean. */
    void bind(Vertx vertx) {
        context.getRegistry().bind("llm-vertx", Vertx.class, vertx);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        context.getRegistry().bind("llm-server", VertxPlatformHttpServerConfiguration.class, configuration);
    }

    /** Adds what is not a Camel route: the simulator, which must not wait for workers, and the answer for lost requests. */
    void complete() {
        VertxPlatformHttpRouter router = router();
        if (settings.simulator()) {
            new Simulator(Bill.inMemory()).mount(router, "/simulator");
        }
        router.route().order(Integer.MAX_VALUE).handler(HttpFallback::notFound);
        router.route().order(-2).handler(new KeyGate(keys));
        router.route().order(-1).handler(RoutingContext::next).failureHandler(HttpFallback::failed);
    }

    private VertxPlatformHttpRouter router() {
        return VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    }

    String url() {
        return "http://" + host + ":" + router().getServer().getPort();
    }
}
