package org.bactrian.prompt;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills a prompt with variables. */
public final class Renderer {
    private Renderer() {}

    /**
     * The messages to send.
     *
     * @param history earlier user and assistant messages, oldest first
     * @throws MissingVariableException naming the first variable that is missing
     */
    public static List<Message> render(Prompt prompt, Map<String, Object> variables, List<Message> history) {
        Map<String, Object> values = new HashMap<>(prompt.defaults());
        values.putAll(variables);
        for (String name : prompt.required()) {
            if (values.get(name) == null) {
                throw new MissingVariableException(name);
            }
        }
        return messages(
                prompt,
                Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build(),
                history);
    }

    private static List<Message> messages(Prompt prompt, Context context, List<Message> history) {
        List<Message> messages = new ArrayList<>();
        int place = -1;
        for (Segment segment : prompt.segments()) {
            if (segment instanceof Segment.Text text) {
                add(messages, new Message(text.role(), apply(text.template(), context)));
            } else {
                place = messages.size();
            }
        }
        messages.addAll(place >= 0 ? place : beforeLastUser(messages), history);
        return messages;
    }

    private static void add(List<Message> messages, Message message) {
        if (!message.content().isBlank()) {
            messages.add(message);
        }
    }

    private static int beforeLastUser(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                return i;
            }
        }
        return messages.size();
    }

    private static String apply(Template template, Context context) {
        try {
            return template.apply(context);
        } catch (HandlebarsException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof MissingVariableException missing) {
                    throw missing;
                }
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
