package org.bactrian.answers.semantic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The word lists of the guards, read once from words.txt beside this class. */
final class Words {
    private static final Map<String, List<String>> LISTS = read();

    private Words() {}

    static Set<String> set(String list) {
        return Set.copyOf(list(list));
    }

    /** A list of name=value as a map. */
    static Map<String, String> map(String list) {
        return list(list).stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    static List<String> list(String list) {
        return LISTS.getOrDefault(list, List.of());
    }

    /** The lists whose names begin so, by the rest of their names. */
    static Map<String, Set<String>> family(String prefix) {
        return LISTS.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(name -> name.substring(prefix.length()), Words::set));
    }

    private static Map<String, List<String>> read() {
        try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is not on the classpath");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
            Map<String, List<String>> lists = new HashMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> put(lists, line));
            return Map.copyOf(lists);
        } catch (IOException e) {
            throw new UncheckedIOException("words.txt cannot be read", e);
        }
    }

    private static void put(Map<String, List<String>> lists, String line) {
        int colon = line.indexOf(": ");
        String words = line.substring(colon + 2);
        lists.put(
                line.substring(0, colon),
                Arrays.stream(words.split(" ", -1)).distinct().toList());
    }
}
