package org.bactrian.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import java.math.BigDecimal;
import java.util.List;

/** Money set aside for one attempt: its worst case in USD, against every scope at once. */
public record Hold(String id, Purpose purpose, List<Scope> scopes, BigDecimal amount) {
    static Hold of(Purpose purpose, List<Scope> scopes, BigDecimal amount) {
        return new Hold(UuidCreator.getTimeOrderedEpoch().toString(), purpose, scopes, amount);
    }

    Hold plus(BigDecimal more) {
        return new Hold(id, purpose, scopes, amount.add(more));
    }

    /** The scopes as one text: a line a scope, key and period parted by a tab. */
    String scopesText() {
        StringBuilder text = new StringBuilder();
        for (Scope scope : scopes) {
            text.append(scope.key()).append('\t').append(scope.period()).append('\n');
        }
        return text.toString();
    }
}
