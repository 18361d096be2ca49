package org.bactrian.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The body of a provider request; carries its attempt through camel-http to {@link Guard}. */
final class AttemptEntity extends AbstractHttpEntity {
    private final Attempt attempt;
    private final byte[] json;

    AttemptEntity(Attempt attempt, byte[] json) {
        super(ContentType.APPLICATION_JSON, null);
        this.attempt = attempt;
        this.json = json;
    }

    Attempt attempt() {
        return attempt;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        attempt.written();
        out.write(json);
        out.flush();
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(json);
    }

    @Override
    public long getContentLength() {
        return json.length;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // bytes in memory need no closing
    }
}
