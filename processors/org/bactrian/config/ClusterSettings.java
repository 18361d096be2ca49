package org.bactrian.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The llm.cluster keys of application.properties.
 *
 * @param name only processes with the same name join each other
 * @param address of this machine, where other members reach this one
 * @param port where other members reach this one
 * @param members others that may be there, as host or host:port
 */
public record ClusterSettings(String name, String address, int port, List<String> members) {
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern MEMBER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    static boolean hazelcast(String text) {
        return switch (text) {
            case "hazelcast" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    static int port(String text) {
        int port = Integer.parseInt(text.strip());
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(text);
        }
        return port;
    }

    static List<String> members(String text) {
        List<String> members = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
        if (!members.stream().allMatch(member -> MEMBER.matcher(member).matches())) {
            throw new IllegalArgumentException(text);
        }
        return members;
    }
}
