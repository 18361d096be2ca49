package org.bactrian.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * How many times the input tokens we counted each model has billed at most, 1 to 4. A higher bill raises it at once,
 * each lower one takes a two-thousandth of the difference back. Kept in memory and saved now and then. Thread-safe.
 */
public final class Calibration {
    /** Held even of a model that has never billed more than we count. */
    private static final double LEAST_HELD = 1.1;

    private static final double LEAST = 1;
    private static final double MOST = 4;
    private static final double BACK = 0.0005;

    /** Room for what lower bills took back before the next high one. */
    private static final double ROOM = 1.05;

    private static final double WORTH_SAVING = 0.01;
    private static final int DECIMALS = 4;

    /** Every request may be framed in so many tokens that are no part of its text. */
    private static final int FRAME = 16;

    private final Store store;
    private final Map<String, Double> ratios = new ConcurrentHashMap<>();
    private final Map<String, Double> saved = new ConcurrentHashMap<>();

    /** Begins with what is saved. */
    Calibration(Store store) {
        this.store = store;
        store.jdbi().useHandle(handle -> handle.createQuery("select model, ratio from calibration")
                .map((row, context) -> Map.entry(row.getString("model"), row.getDouble("ratio")))
                .forEach(known -> saved.put(known.getKey(), known.getValue())));
        ratios.putAll(saved);
    }

    /** Input tokens to hold for a request, so that its bill is not higher. */
    public int held(String model, int counted) {
        return ceil(counted * Math.max(LEAST_HELD, ratio(model) * ROOM)) + FRAME;
    }

    /** Input tokens that a model bills for a request, as far as its bills let know; for one that tells no usage. */
    public int likely(String model, int counted) {
        return ceil(counted * ratio(model));
    }

    private double ratio(String model) {
        return ratios.getOrDefault(model, LEAST);
    }

    private static int ceil(double tokens) {
        return (int) Math.ceil(tokens);
    }

    /** Learns from a bill, in tokens. */
    public void observe(String model, int counted, int billed) {
        if (counted > 0) {
            double seen = Math.max(LEAST, Math.min(MOST, (billed - FRAME) / (double) counted));
            ratios.merge(model, seen, Calibration::next);
        }
    }

    private static double next(double known, double seen) {
        return seen >= known ? seen : known - (known - seen) * BACK;
    }

    /** Writes what has changed by more than a hundredth. */
    void save() {
        ratios.forEach((model, ratio) -> {
            double before = saved.getOrDefault(model, LEAST);
            if (Math.abs(ratio - before) > before * WORTH_SAVING) {
                save(model, BigDecimal.valueOf(ratio).setScale(DECIMALS, RoundingMode.UP));
                saved.put(model, ratio);
            }
        });
    }

    private void save(String model, BigDecimal ratio) {
        store.jdbi().useHandle(handle -> {
            if (update(handle, model, ratio) == 0) {
                insert(handle, model, ratio);
            }
        });
    }

    private static int update(Handle handle, String model, BigDecimal ratio) {
        return handle.createUpdate("update calibration set ratio = :ratio where model = :model")
                .bind("model", model)
                .bind("ratio", ratio)
                .execute();
    }

    private static void insert(Handle handle, String model, BigDecimal ratio) {
        try {
            handle.createUpdate("insert into calibration (model, ratio) values (:model, :ratio)")
                    .bind("model", model)
                    .bind("ratio", ratio)
                    .execute();
        } catch (UnableToExecuteStatementException e) {
            if (update(handle, model, ratio) == 0) { // another node may have been quicker
                throw e;
            }
        }
    }
}
