package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The repository behind the {@code idempotentConsumer} EIP: the first call of a question gets in, a later one waits for
 * its answer here and goes round the block with it. The EIP's key is not looked at; the call knows its own.
 */
final class AnswerOnce extends ServiceSupport implements IdempotentRepository {
    private final Engine engine;

    AnswerOnce(Engine engine) {
        this.engine = engine;
    }

    private Question question(Exchange exchange) {
        return new Question(engine, Call.on(exchange));
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        return engine.answers().claim(question(exchange));
    }

    /** Called whenever the block ends without an exception, also by a stop: the call's own outcome decides. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        engine.answers().release(question(exchange));
        return true;
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        engine.answers().release(question(exchange));
        return true;
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException("a claim needs its call");
    }

    @Override
    public boolean contains(String key) {
        return false;
    }

    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public boolean confirm(String key) {
        return false;
    }

    @Override
    public void clear() {
        // what is kept ends by its own time and size
    }
}
