package org.bactrian.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles the body of a prompt file (Handlebars as dotprompt uses it) into segments. The roles are read from the file
 * before any variable is filled in, so a value that looks like a role marker stays text. Thread-safe.
 */
public final class Templates {
    private static final Pattern MARKER = Pattern.compile(
            "\\{\\{~?\\s*(?:role\\s+[\"'](?<role>system|user|model|tool)[\"']|(?<history>history))\\s*~?\\}\\}");
    private static final Pattern FORBIDDEN = Pattern.compile("\\{\\{~?#?\\s*(?:>|role\\b|history\\s)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Handlebars handlebars = new Handlebars(new NoPartials()).with(EscapingStrategy.NOOP);

    public Templates() {
        handlebars.registerHelper(HelperRegistry.HELPER_MISSING, (value, options) -> missing(options));
        handlebars.registerHelper("json", (value, options) -> json(value));
    }

    /**
     * Compiles a body.
     *
     * @throws IllegalArgumentException if it is not Handlebars, or a role stands inside a block
     */
    public List<Segment> compile(String body) {
        List<Segment> segments = new ArrayList<>();
        Matcher marker = MARKER.matcher(body);
        String role = "user";
        int from = 0;
        while (marker.find()) {
            addText(segments, role, body.substring(from, marker.start()));
            from = marker.end();
            if (marker.group("history") != null) {
                segments.add(new Segment.History());
            } else {
                role = marker.group("role").equals("model") ? "assistant" : marker.group("role");
            }
        }
        addText(segments, role, body.substring(from));
        return List.copyOf(segments);
    }

    private void addText(List<Segment> segments, String role, String source) {
        if (!source.isBlank()) {
            segments.add(new Segment.Text(role, compileInline(source.strip())));
        }
    }

    private Template compileInline(String source) {
        if (FORBIDDEN.matcher(source).find()) {
            String message = "partials are not supported, and a role is one of system, user, model, tool";
            throw new IllegalArgumentException(message);
        }
        try {
            return handlebars.compileInline(source);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private static Object missing(Options options) {
        throw new MissingVariableException(options.helperName);
    }

    private static Object json(Object value) throws IOException {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    /** Prompts stand on their own: no file can be pulled in by name. */
    private static final class NoPartials extends AbstractTemplateLoader {
        @Override
        public TemplateSource sourceAt(String location) throws IOException {
            throw new IOException("partials are not supported: " + location);
        }
    }
}
