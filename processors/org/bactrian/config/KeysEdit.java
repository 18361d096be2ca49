package org.bactrian.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Adds and revokes entries of keys.yaml. Both throw {@link ConfigurationException} if it cannot be done. */
public final class KeysEdit {
    private static final String HEADER =
            """
            # Who may call: one entry a key, written by "bactrian keys add" and "bactrian keys revoke".
            # hash: HMAC-SHA-256 of the key under llm.keys-pepper; the keys themselves are kept nowhere.
            """;

    private final KeysFile file;

    public KeysEdit(KeysFile file) {
        this.file = file;
    }

    /** Adds one entry. */
    public void add(ApiKey key) {
        requireGood(key);
        String text = file.text();
        List<ApiKey> keys = new ArrayList<>(file.parse(text));
        if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
            throw file.fault("has a key \"" + key.id() + "\" already", "Choose another id, or revoke that one first");
        }
        keys.add(key);
        write(new KeysText(text.isBlank() ? HEADER : text).with(entry(key)), keys);
    }

    /** Removes one entry; returns how many are left. */
    public int revoke(String id) {
        String text = file.text();
        List<ApiKey> keys = new ArrayList<>(file.parse(text));
        List<String> ids = keys.stream().map(ApiKey::id).toList();
        if (!ids.contains(id)) {
            String fix = ids.isEmpty() ? "There is none" : "There is: " + String.join(", ", ids);
            throw file.fault("has no key \"" + id + "\"", fix);
        }
        keys.remove(ids.indexOf(id));
        write(new KeysText(text).without(ids.indexOf(id)), keys);
        return keys.size();
    }

    private void requireGood(ApiKey key) {
        try {
            file.parse("keys: [" + entry(key) + "]");
        } catch (ConfigurationException e) {
            throw new ConfigurationException(e.faults().stream()
                    .map(fault -> new Fault("the new key", 0, part(fault.key()), fault.message(), fault.fix()))
                    .toList());
        }
    }

    private static String part(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static String entry(ApiKey key) {
        String expires = key.expires() == null ? "" : ", expires: " + quoted(Expiry.text(key.expires()));
        return "{id: " + quoted(key.id()) + ", hash: " + quoted(key.hash()) + ", user: " + quoted(key.user())
                + ", tier: " + quoted(key.tier()) + ", tenant: " + quoted(key.tenant()) + expires
                + (key.admin() ? ", admin: true}" : "}");
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** Only a text that says what was meant is written; one laid out in some odd way would not. */
    private void write(String text, List<ApiKey> meant) {
        if (!says(text, meant)) {
            String fix = "Write each entry as a line of its own, \"- {id: ...}\", or edit the file yourself";
            throw file.fault("is laid out in a way this command cannot edit", fix);
        }
        file.replace(text);
    }

    private boolean says(String text, List<ApiKey> meant) {
        try {
            return file.parse(text).equals(meant);
        } catch (ConfigurationException e) {
            return false;
        }
    }
}
