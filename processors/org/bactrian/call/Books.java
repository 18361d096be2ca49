package org.bactrian.call;

import java.time.Clock;
import org.bactrian.config.Settings;
import org.bactrian.ledger.CallLog;
import org.bactrian.ledger.Clerk;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.Store;
import org.bactrian.ledger.StoreSettings;

/** The store and what is kept in it. */
record Books(Store store, Ledger ledger, Clerk clerk, CallLog log) implements AutoCloseable {
    static Books open(String url, Settings settings, Clock clock) {
        Store store = Store.open(new StoreSettings(
                url,
                settings.storeUser(),
                settings.storePassword(),
                settings.storeConnections(),
                settings.storeConnectTimeout(),
                settings.storeSocketTimeout()));
        Ledger ledger = new Ledger(store, clock, settings.lease());
        return new Books(store, ledger, new Clerk(ledger, settings.lease()), new CallLog(store));
    }

    /** The store last, whatever the others cannot write any more. */
    @Override
    public void close() {
        try {
            log.close();
        } finally {
            closeMoney();
        }
    }

    private void closeMoney() {
        try {
            clerk.close();
        } finally {
            store.close();
        }
    }
}
