package org.bactrian;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every prompt. */
final class PromptRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+\\.prompt");
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\\R(.*?\\R)---\\R", Pattern.DOTALL);
    private static final String WHITE_SPACE = "\n\r\t";

    private PromptRules() {}

    static List<String> faults(Path file) {
        return faults(file.getFileName().toString(), House.read(file)).toList();
    }

    static Stream<String> faults(String name, String text) {
        Matcher front = FRONT_MATTER.matcher(text);
        String described =
                front.find() ? House.yaml(front.group(1)).path("description").asText() : "";
        return Faults.all(
                Faults.unless(NAME.matcher(name).matches(), "the name is not name.version.prompt"),
                Faults.unless(!described.isBlank(), "the front matter has no description"),
                text.codePoints()
                        .filter(character -> Character.isISOControl(character) && WHITE_SPACE.indexOf(character) < 0)
                        .mapToObj(character -> "has the control character " + Character.getName(character)));
    }
}
