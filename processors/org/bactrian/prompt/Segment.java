package org.bactrian.prompt;

import com.github.jknack.handlebars.Template;

/** A part of a prompt: the text of one message, or the place where the history goes. */
public sealed interface Segment {
    /** Text of one role, rendered on its own so that no variable can open another. */
    record Text(String role, Template template) implements Segment {}

    /** Where earlier messages of the conversation go. */
    record History() implements Segment {}
}
