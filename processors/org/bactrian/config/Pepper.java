package org.bactrian.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that API keys are hashed under, so that a stolen or forged keys.yaml alone is of no use. Thread-safe. */
public final class Pepper {
    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST = 8;

    private final SecretKeySpec secret;

    /** Throws {@link ConfigurationException} for a secret of less than 8 characters. */
    public Pepper(String secret) {
        if (secret.length() < SHORTEST) {
            String message = secret.isEmpty() ? "is not set" : "is shorter than " + SHORTEST + " characters";
            String fix = "Set the environment variable LLM_KEYS_PEPPER to a long random text"
                    + " and write \"llm.keys-pepper={{env:LLM_KEYS_PEPPER:}}\"";
            throw new ConfigurationException(
                    List.of(new Fault("application.properties", 0, "llm.keys-pepper", message, fix)));
        }
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), HMAC);
    }

    /** HMAC-SHA-256 (RFC 2104) of a key, in small hex digits. */
    public String hash(String key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(key.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
