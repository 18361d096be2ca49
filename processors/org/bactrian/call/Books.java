package org.bactrian.call;

import java.time.Clock;
import org.bactrian.config.Settings;
import org.bactrian.ledger.CallLog;
import org.bactrian.ledger.Clerk;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.ReceiptBook;
import org.bactrian.ledger.Store;
import org.bactrian.ledger.StoreSettings;

/** The store and what is kept in it. */
record Books(Store store, Ledger ledger, Clerk clerk, CallLog log, ReceiptBook receipts) implements AutoCloseable {
    static Books open(String url, Settings settings, Clock clock) {
        Store store = Store.open(new StoreSettings(
                url,
                settings.storeUser(),
                settings.storePassword(),
                settings.storeConnections(),
                settings.storeConnectTimeout(),
                settings.storeSocketTimeout()));
        Ledger ledger = new Ledger(store, clock, settings.lease());
        Clerk clerk = new Clerk(ledger, settings.lease());
        ReceiptBook receipts = new ReceiptBook(store, ledger);
        clerk.tidy(receipts);
        return new Books(store, ledger, clerk, new CallLog(store), receipts);
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
            receipts.close();
            clerk.close();
        } finally {
            store.close();
        }
    }
}
