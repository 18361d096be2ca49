package org.bactrian.ledger;

import org.bactrian.provider.Price;

/** What an attempt's money is for: whose call, which model, at what price. */
public record Purpose(String inferenceId, String feature, String model, Price price) {}
