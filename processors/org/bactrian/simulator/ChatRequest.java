package org.bactrian.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bactrian.prompt.Tokens;

/**
 * What is asked of the model.
 *
 * @param maxTokens most tokens of the answer
 * @param streamed whether the answer comes as events
 * @param tellsUsage whether the events end with the usage
 */
record ChatRequest(
        String model, List<Message> messages, Shape shape, int maxTokens, boolean streamed, boolean tellsUsage) {
    private static final int TOKENS_A_MESSAGE = 3;
    private static final int TOKENS_A_REPLY = 3;

    /** One turn of the conversation. */
    record Message(String role, String text) {
        boolean isFromUser() {
            return role.equals("user");
        }
    }

    int promptTokens() {
        int text = messages.stream()
                .mapToInt(message -> Tokens.count(message.text()))
                .sum();
        return text + TOKENS_A_MESSAGE * messages.size() + TOKENS_A_REPLY;
    }

    /** All that is said, one message after the other. */
    String prompt() {
        return messages.stream().map(Message::text).collect(Collectors.joining("\n"));
    }

    String lastUserText() {
        return messages.stream()
                .filter(Message::isFromUser)
                .reduce((earlier, later) -> later)
                .map(Message::text)
                .orElse("");
    }

    String longestUserText() {
        return messages.stream()
                .filter(Message::isFromUser)
                .map(Message::text)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    boolean asksForSummary() {
        return messages.stream()
                .filter(message -> !message.role().equals("assistant"))
                .map(message -> message.text().toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.contains("summar"));
    }
}
