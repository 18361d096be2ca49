package org.bactrian.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.bactrian.call.Engine;
import org.bactrian.call.Installation;
import org.bactrian.config.Keys;
import org.bactrian.config.KeysFile;
import org.bactrian.config.Settings;
import org.bactrian.job.EntrySteps;
import org.bactrian.ledger.Store;
import org.bactrian.prompt.Tokens;
import org.jspecify.annotations.Nullable;

/** The service: Camel Main over an application folder, with our server, entry points and simulator. Not thread-safe. */
public final class App implements AutoCloseable {
    private final Path folder;
    private final Main main = new Main();
    private @Nullable Vertx vertx;
    private @Nullable WebServer web;

    private App(Path folder, Map<String, String> overrides) {
        this.folder = folder.toAbsolutePath().normalize();
        main.setPropertyPlaceholderLocations("file:" + this.folder.resolve("application.properties"));
        main.configure().withRoutesIncludePattern("file:" + this.folder + "/routes/*.camel.yaml");
        overrides.forEach(main::addOverrideProperty);
        main.addMainListener(new Preparation());
    }

    /**
     * Starts the application in a folder and returns when it can serve.
     *
     * @param overrides properties that win over application.properties
     */
    public static App start(Path folder, Map<String, String> overrides) {
        App app = new App(folder, overrides);
        try {
            app.main.start();
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Where it serves. */
    public String url() {
        return web == null ? "" : web.url();
    }

    public Installation installation() {
        return Installation.of(context());
    }

    @Override
    public void close() {
        main.stop();
        if (vertx != null) {
            vertx.close();
        }
    }

    /** Relative folders of application.properties are meant from where that file stands, not from where we were started. */
    private void anchor(String key, String fallback) {
        String value = context().getPropertiesComponent().resolveProperty(key).orElse(fallback);
        if (!value.startsWith("classpath:")) {
            String path = value.startsWith("file:") ? value.substring("file:".length()) : value;
            context()
                    .getPropertiesComponent()
                    .addOverrideProperty(key, folder.resolve(path).normalize().toString());
        }
    }

    /** The service keeps its books in a file whatever is budgeted: what a request got is known after a restart. */
    private void keepBooks() {
        PropertiesComponent properties = context().getPropertiesComponent();
        if (properties
                .resolveProperty("llm.store.url")
                .filter(url -> !url.isBlank())
                .isEmpty()) {
            Path data = properties.resolveProperty("llm.data-dir").map(Path::of).orElse(folder);
            properties.addOverrideProperty("llm.store.url", Store.fileUrl(data));
        }
    }

    private Keys keys(Settings settings) {
        KeysFile file = KeysFile.of(folder, settings, context()::resolvePropertyPlaceholders)
                .orElse(null);
        return new Keys(file, settings.keysPepper(), Clock.systemUTC());
    }

    /** Runs when the properties are known and nothing has been started yet. */
    private final class Preparation extends MainListenerSupport {
        @Override
        public void beforeConfigure(BaseMainSupport support) {
            anchor("llm.home", ".");
            anchor("llm.data-dir", "data");
            anchor("llm.inbox", "inbox");
            anchor("llm.outbox", "outbox");
            keepBooks();
            Properties.check(context());
            Installation installation = installation();
            Settings settings =
                    Settings.read(key -> context().getPropertiesComponent().resolveProperty(key));
            Keys keys = keys(settings);
            installation.alsoRefresh(keys::refresh);
            WebServer server = WebServer.configured(context(), settings, keys);
            Engine engine = installation.engine();
            CompletableFuture<Void> opened =
                    CompletableFuture.runAsync(engine::open, Threads::beside).thenRun(Tokens::warm);
            vertx = Threads.vertx(settings.workers());
            server.bind(vertx);
            web = server;
            addCompletion(server, opened);
            EntrySteps.bind(context(), installation);
            main.configure().setShutdownTimeout((int) settings.drain().toSeconds());
        }
    }

    /**
     * The server is up when the context starts, and no route has begun to consume. The store was opened beside all that,
     * to start sooner; one that cannot be opened ends the start here.
     */
    private void addCompletion(WebServer server, CompletableFuture<Void> opened) {
        try {
            context().addStartupListener((context, alreadyStarted) -> {
                opened.join();
                server.complete();
            });
        } catch (Exception e) {
            throw new IllegalStateException("a new context takes listeners", e);
        }
    }
}
