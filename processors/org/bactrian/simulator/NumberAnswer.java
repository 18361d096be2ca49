package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.Stream;

/** Makes a number that satisfies a JSON Schema: one of the multiples of a step between two bounds. */
final class NumberAnswer {
    private static final BigInteger USUAL_RANGE = BigInteger.valueOf(100);
    private static final BigInteger MOST_CHOICES = BigInteger.valueOf(1_000_000);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final JsonNode schema;
    private final BigDecimal step;

    private NumberAnswer(JsonNode schema, BigDecimal step) {
        this.schema = schema;
        this.step = step;
    }

    static JsonNode integer(JsonNode schema, Source source, String place) {
        BigDecimal step = step(schema, BigDecimal.ONE).stripTrailingZeros();
        BigDecimal whole = step.movePointRight(Math.max(0, step.scale()));
        return JsonNodeFactory.instance.numberNode(
                new NumberAnswer(schema, whole).pick(source, place).toBigInteger());
    }

    static JsonNode number(JsonNode schema, Source source, String place) {
        return JsonNodeFactory.instance.numberNode(new NumberAnswer(schema, step(schema, CENT)).pick(source, place));
    }

    private static BigDecimal step(JsonNode schema, BigDecimal usual) {
        BigDecimal step = schema.path("multipleOf").decimalValue();
        return step.signum() > 0 ? step : usual;
    }

    private BigDecimal pick(Source source, String place) {
        BigInteger first = first();
        BigInteger last = last(first);
        if (last.compareTo(first) < 0) {
            return between();
        }
        int choices = last.subtract(first).add(BigInteger.ONE).min(MOST_CHOICES).intValue();
        BigInteger picked = first.add(BigInteger.valueOf(source.below(choices, place)));
        return step.multiply(new BigDecimal(picked));
    }

    private BigInteger first() {
        return least().max(BigInteger::compareTo)
                .orElseGet(() -> last(USUAL_RANGE).subtract(USUAL_RANGE).min(BigInteger.ZERO));
    }

    private BigInteger last(BigInteger first) {
        return most().min(BigInteger::compareTo).orElseGet(() -> first.add(USUAL_RANGE));
    }

    private Stream<BigInteger> least() {
        return Stream.concat(
                bound("minimum", RoundingMode.CEILING, BigInteger.ZERO),
                bound("exclusiveMinimum", RoundingMode.FLOOR, BigInteger.ONE));
    }

    private Stream<BigInteger> most() {
        return Stream.concat(
                bound("maximum", RoundingMode.FLOOR, BigInteger.ZERO),
                bound("exclusiveMaximum", RoundingMode.CEILING, BigInteger.ONE.negate()));
    }

    /** A bound in steps, if the schema has it. */
    private Stream<BigInteger> bound(String keyword, RoundingMode rounding, BigInteger beyond) {
        return Stream.of(schema.path(keyword)).filter(JsonNode::isNumber).map(bound -> bound.decimalValue()
                .divide(step, 0, rounding)
                .toBigInteger()
                .add(beyond));
    }

    /** The middle, for bounds so near that no multiple of the step lies between them. */
    private BigDecimal between() {
        BigDecimal low = schema.path(schema.has("minimum") ? "minimum" : "exclusiveMinimum")
                .decimalValue();
        BigDecimal high = schema.path(schema.has("maximum") ? "maximum" : "exclusiveMaximum")
                .decimalValue();
        return low.add(high).multiply(HALF);
    }
}
