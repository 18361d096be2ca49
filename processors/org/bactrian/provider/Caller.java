package org.bactrian.provider;

import org.bactrian.stream.ChunkSink;
import org.jspecify.annotations.Nullable;

/**
 * Who wants the answer of an attempt.
 *
 * @param tenant whose turn it is when calls have to wait
 * @param tokens input and most output tokens, as a model's limits count them
 * @param sink takes the chunks of a streamed answer; null asks for an unstreamed one
 * @param allowance what of a streamed answer is paid for; null for as much as comes
 */
public record Caller(String tenant, int tokens, @Nullable ChunkSink sink, @Nullable Allowance allowance) {
    /** Somebody whose budget sets no bound to a stream. */
    public Caller(String tenant, int tokens, @Nullable ChunkSink sink) {
        this(tenant, tokens, sink, null);
    }
}
