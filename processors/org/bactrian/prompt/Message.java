package org.bactrian.prompt;

/** One message of a chat: role {@code system}, {@code user} or {@code assistant}, and plain text. */
public record Message(String role, String content) {}
