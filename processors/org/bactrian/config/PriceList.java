package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bactrian.provider.Price;

/** Reads the prices of one model of models.yaml. */
final class PriceList {
    private final YamlFile yaml;
    private final String pointer;
    private final List<Fault> faults;

    private PriceList(YamlFile yaml, String pointer, List<Fault> faults) {
        this.yaml = yaml;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** The prices by day; what is wrong is added to {@code faults}. */
    static List<Price> read(YamlFile yaml, String model, List<Fault> faults) {
        String pointer = "/models/" + model;
        JsonNode node = yaml.content().at(pointer);
        return node.path("input").isArray()
                ? new PriceList(yaml, pointer + "/input", faults).dated(node.path("input"))
                : List.of(price(node, LocalDate.EPOCH));
    }

    private List<Price> dated(JsonNode list) {
        List<Price> prices = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            add(list.get(i), "/" + i + "/from", prices);
        }
        prices.sort(Comparator.comparing(Price::from));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (prices.stream().allMatch(price -> price.from().isAfter(today))) {
            fault("", "has no price for today", "Add the price that is valid now, such as \"from: 2026-01-01\"");
        }
        return prices;
    }

    private void add(JsonNode dated, String place, List<Price> prices) {
        String from = dated.path("from").asText();
        try {
            Price price = price(dated, LocalDate.parse(from));
            if (prices.stream().anyMatch(other -> other.from().equals(price.from()))) {
                fault(place, "is the first day of two prices, " + from, "Leave one of them out");
            }
            prices.add(price);
        } catch (DateTimeParseException e) {
            fault(place, "is a date that is no date, " + from, "Write a date such as \"from: 2026-01-01\"");
        }
    }

    private void fault(String place, String message, String fix) {
        String at = pointer + place;
        faults.add(new Fault(yaml.file(), yaml.line(at), Pointers.dotted(at), message, fix));
    }

    private static Price price(JsonNode node, LocalDate from) {
        BigDecimal input = node.path("input").decimalValue();
        return new Price(
                from,
                input,
                node.path("output").decimalValue(),
                orInput(node.path("cachedInput"), input),
                orInput(node.path("cacheWrite"), input));
    }

    private static BigDecimal orInput(JsonNode price, BigDecimal input) {
        return price.isMissingNode() ? input : price.decimalValue();
    }
}
