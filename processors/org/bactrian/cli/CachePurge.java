package org.bactrian.cli;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bactrian cache purge}: has the running service forget answers. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Forgets the kept answers that match all that is given, in every process of the service.")
final class CachePurge implements Callable<Integer> {
    @Option(names = "--feature", description = "Answers of this feature")
    private @Nullable String feature;

    @Option(names = "--prompt", paramLabel = "NAME.VERSION", description = "Answers made with this version of a prompt")
    private @Nullable String prompt;

    @Option(names = "--user", description = "Answers that this user's calls left")
    private @Nullable String user;

    @Option(names = "--key", paramLabel = "IDEMPOTENCY-KEY", description = "What was asked under this Idempotency-Key")
    private @Nullable String key;

    @Option(names = "--tenant", description = "Only this tenant's")
    private @Nullable String tenant;

    @Option(names = "--all", description = "Everything there is, or everything of --tenant")
    private boolean all;

    @Option(
            names = "--url",
            description = "Service to ask, such as http://10.0.0.5:8080 (default: the one of this folder)")
    private @Nullable URI url;

    @Option(names = "--api-key", description = "API key (default: the environment's BACTRIAN_KEY)")
    private @Nullable String apiKey = System.getenv("BACTRIAN_KEY");

    @Override
    public Integer call() {
        if (!all && feature == null && prompt == null && user == null && key == null) {
            throw new BooksException(
                    "Say what to forget: --feature, --prompt, --user or --key, or everything with --all");
        }
        try (AppFolder folder = new AppFolder();
                RunningService service = service(folder)) {
            if (url == null && !service.answers()) {
                throw new BooksException("No service runs at " + service.place() + ": the answers it kept in memory are"
                        + " gone, and what is on disk can be purged once it runs again");
            }
            int purged = service.delete("cache", asked()).path("purged").asInt();
            System.out.println("Forgot " + purged + (purged == 1 ? " entry" : " entries") + " at " + service.place());
            return 0;
        }
    }

    private RunningService service(AppFolder folder) {
        return url == null ? RunningService.of(folder, apiKey()) : new RunningService(url, apiKey());
    }

    private @Nullable String apiKey() {
        return apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
    }

    private Map<String, String> asked() {
        Map<String, String> asked = new TreeMap<>();
        put(asked, "feature", feature);
        put(asked, "prompt", prompt);
        put(asked, "user", user);
        put(asked, "key", key);
        put(asked, "tenant", tenant);
        put(asked, "all", all ? "true" : null);
        return asked;
    }

    private static void put(Map<String, String> asked, String name, @Nullable String value) {
        if (value != null) {
            asked.put(name, value);
        }
    }
}
