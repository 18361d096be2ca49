package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.List;

/** Money set aside for one attempt: its worst case in USD, against every scope at once. */
public record Hold(String id, String inferenceId, String feature, String model, List<Scope> scopes, BigDecimal amount) {
    /** The scopes as one text: a line a scope, key and period parted by a tab. */
    String scopesText() {
        StringBuilder text = new StringBuilder();
        for (Scope scope : scopes) {
            text.append(scope.key()).append('\t').append(scope.period()).append('\n');
        }
        return text.toString();
    }
}
