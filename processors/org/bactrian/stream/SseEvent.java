package org.bactrian.stream;

/**
 * One server-sent event.
 *
 * @param name its {@code event} field, empty if it has none
 * @param data its {@code data} lines, joined by line feeds; never empty
 */
public record SseEvent(String name, String data) {}
