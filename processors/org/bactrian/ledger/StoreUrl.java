package org.bactrian.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a JDBC URL may be shown: parameters may hold a password, and so may whatever is not a plain address. */
final class StoreUrl {
    private static final String HOST = "(?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::\\d+)?";
    private static final Pattern PLAIN =
            Pattern.compile("(jdbc:[a-z0-9:]+:(?://" + HOST + "(?:," + HOST + ")*/?)?[A-Za-z0-9._%/-]*)(?:[?;].*)?");
    private static final Pattern SCHEME = Pattern.compile("^(jdbc:[a-z0-9]+:)?.*", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("(?i)(password|pwd)=[^;&\\s\"]*");

    private StoreUrl() {}

    /** Whether nothing but an address stands before the parameters. */
    static boolean isPlain(String url) {
        return PLAIN.matcher(url).matches();
    }

    static String shown(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return url.replaceFirst(";.*", "");
        }
        Matcher plain = PLAIN.matcher(url);
        return plain.matches() ? plain.group(1) : SCHEME.matcher(url).replaceFirst("$1...");
    }

    /** The first line of what a driver says, without what is secret in it. */
    static String clean(StoreSettings settings, String message) {
        String line = message.lines().findFirst().orElse("").replace(settings.url(), shown(settings.url()));
        String open = settings.password().isBlank() ? line : line.replace(settings.password(), "...");
        return SECRET.matcher(open).replaceAll("$1=...");
    }
}
