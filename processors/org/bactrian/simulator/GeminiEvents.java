package org.bactrian.simulator;

import java.util.List;

/** An answer as Gemini streams it: parts in the form of the whole, the last with the reason for the end. */
final class GeminiEvents implements Events {
    private final Answer answer;

    GeminiEvents(Answer answer) {
        this.answer = answer;
    }

    @Override
    public List<Event> opening() {
        return List.of();
    }

    /** A function call is never cut. */
    @Override
    public List<String> pieces(String text) {
        return answer.draft().tool().isEmpty() ? Pieces.of(text) : List.of(text);
    }

    @Override
    public Event piece(String text) {
        return Event.of(GeminiAnswer.part(answer, text));
    }

    @Override
    public List<Event> closing() {
        return List.of(Event.of(GeminiAnswer.last(answer, "")));
    }

    @Override
    public Event error() {
        return Event.of(GeminiError.of(Rejection.overloaded(GeminiError.UNAVAILABLE)));
    }
}
