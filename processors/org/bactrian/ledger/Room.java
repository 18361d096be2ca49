package org.bactrian.ledger;

import java.math.BigDecimal;

/**
 * What the store gave of one window.
 *
 * @param cap the cap it was given under, USD
 * @param grant what is ours now, USD
 * @param left what could still be had, USD; below zero if more is spent and held than the cap
 * @param closed whether the window takes nothing more
 */
record Room(BigDecimal cap, BigDecimal grant, BigDecimal left, boolean closed) {}
