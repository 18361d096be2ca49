package org.bactrian.provider;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The body of a provider request; carries its attempt through camel-http to {@link Guard}. */
final class AttemptEntity extends ByteArrayEntity {
    private final Attempt attempt;

    AttemptEntity(Attempt attempt, byte[] json) {
        super(json, ContentType.APPLICATION_JSON);
        this.attempt = attempt;
    }

    Attempt attempt() {
        return attempt;
    }
}
