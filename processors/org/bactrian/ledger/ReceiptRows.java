package org.bactrian.ledger;

import java.util.Optional;
import org.bactrian.answers.Kept;
import org.bactrian.answers.KeptJson;
import org.bactrian.answers.Origin;
import org.bactrian.answers.Purge;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The table of receipts. A row is written for an owner only while the store knows him to be alive, and every later change
 * asks whether it is his still: of two processes that take each other for dead, one notices before it sends. Thread-safe.
 */
final class ReceiptRows {
    /** After it was taken, and again after it was answered. */
    private static final String EXPIRY = "current_timestamp + interval '24' hour";

    private static final String INSERT = "insert into receipt (id, request_hash, owner, state, taken_at, expires_at)"
            + " select :id, :hash, :own, 'taken', current_timestamp, " + EXPIRY
            + " where not exists (select 1 from receipt where id = :id)"
            + " and exists (select 1 from owner where id = :own and alive_until > current_timestamp)";

    private static final String LOCK = "select request_hash, owner, state, answer,"
            + " expires_at <= current_timestamp as expired from receipt where id = :id for update";

    private static final String TAKE_OVER = "update receipt set request_hash = :hash, owner = :own, state = :state,"
            + " taken_at = current_timestamp, expires_at = " + EXPIRY + ", answer = null, tenant = null,"
            + " feature = null, prompt = null, user_id = null, sender_key = null where id = :id";

    private static final String SENDING = "update receipt set state = 'sent' where id = :id and owner = :own";

    private static final String ANSWER = "update receipt set state = 'answered', answer = :answer, tenant = :tenant,"
            + " feature = :feature, prompt = :prompt, user_id = :user, sender_key = :key, expires_at = " + EXPIRY
            + " where id = :id and owner = :own and state <> 'answered'";

    /** What was taken over and not sent again is as uncertain as before. */
    private static final String PUT_BACK =
            "update receipt set owner = '' where id = :id and owner = :own and state = 'uncertain'";

    private static final String RELEASE =
            "delete from receipt where id = :id and owner = :own and state in ('taken', 'sent')";

    private static final String PURGE = "delete from receipt where state = 'answered'" + matches("tenant", "tenant")
            + matches("feature", "feature") + matches("prompt", "prompt") + matches("user_id", "user")
            + matches("sender_key", "key");

    /** The second look is for a row that has been taken again since the first. */
    private static final String FORGET = "delete from receipt where expires_at <= current_timestamp and id in"
            + " (select id from receipt where expires_at <= current_timestamp fetch first :most rows only)";

    private final String own;

    ReceiptRows(String own) {
        this.own = own;
    }

    private static String matches(String column, String wanted) {
        return " and (cast(:" + wanted + " as varchar) is null or " + column + " = :" + wanted + ")";
    }

    /** What a row says of a request. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Row(String requestHash, String owner, String state, byte @Nullable [] answer, boolean expired) {}

    /** Whether the request had no row and is ours now; not if the store does not know that we are alive. */
    boolean insert(Handle handle, String id, String requestHash) {
        return update(handle, INSERT, id).bind("hash", requestHash).execute() == 1;
    }

    /** The row, which is ours to change in this transaction. Only the statements after it see all that its holder did. */
    Optional<Row> lock(Handle handle, String id) {
        return handle.createQuery(LOCK)
                .bind("id", id)
                .map((row, context) -> new Row(
                        row.getString("request_hash"),
                        row.getString("owner"),
                        row.getString("state"),
                        row.getBytes("answer"),
                        row.getBoolean("expired")))
                .findOne();
    }

    void takeOver(Handle handle, String id, String requestHash, boolean uncertain) {
        update(handle, TAKE_OVER, id)
                .bind("hash", requestHash)
                .bind("state", uncertain ? "uncertain" : "taken")
                .execute();
    }

    /** Whether it is ours still. */
    boolean sending(Handle handle, String id) {
        return update(handle, SENDING, id).execute() == 1;
    }

    /** Whether it was ours still. */
    boolean answer(Handle handle, String id, Kept kept) {
        Origin origin = kept.origin();
        Update update = update(handle, ANSWER, id)
                .bind("answer", KeptJson.write(kept))
                .bind("tenant", origin.tenant())
                .bind("feature", origin.feature())
                .bind("prompt", origin.prompt())
                .bind("user", origin.user())
                .bind("key", origin.key());
        return update.execute() == 1;
    }

    /** Whether it was ours still. */
    boolean release(Handle handle, String id) {
        return update(handle, PUT_BACK, id).execute() == 1
                || update(handle, RELEASE, id).execute() == 1;
    }

    private Update update(Handle handle, String sql, String id) {
        return handle.createUpdate(sql).bind("id", id).bind("own", own);
    }

    int purge(Handle handle, Purge purge) {
        return handle.createUpdate(PURGE)
                .bind("tenant", purge.tenant())
                .bind("feature", purge.feature())
                .bind("prompt", purge.prompt())
                .bind("user", purge.user())
                .bind("key", purge.key())
                .execute();
    }

    int forgetExpired(Handle handle, int most) {
        return handle.createUpdate(FORGET).bind("most", most).execute();
    }
}
