package org.bactrian.provider;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** Expression {@code llm-model-again} of a model's loop: whether there is a turn to take. */
public final class ModelAgain implements Expression {
    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        boolean more = ModelTurns.on(exchange).hasNext();
        return exchange.getContext().getTypeConverter().convertTo(type, more);
    }
}
