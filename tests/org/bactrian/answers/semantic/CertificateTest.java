package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bound of the error that holds at every look. */
final class CertificateTest {
    private static Certificate after(int right, int wrong) {
        Certificate certificate = Certificate.FIRST;
        for (int i = 0; i < right + wrong; i++) {
            certificate = certificate.with(i >= wrong);
        }
        return certificate;
    }

    @Test
    void nothing_is_known_at_first() {
        assertThat(Certificate.FIRST.upper()).isEqualTo(1);
    }

    @Test
    void seventy_nine_right_ones_in_a_row_prove_five_percent_and_no_fewer() {
        assertThat(after(78, 0).upper()).isGreaterThan(0.05);
        assertThat(after(79, 0).upper()).isLessThanOrEqualTo(0.05);
    }

    @Property(tries = 200)
    void the_bound_lies_above_what_was_seen_and_falls_with_evidence(
            @ForAll @IntRange(max = 400) int right, @ForAll @IntRange(max = 60) int wrong) {
        Certificate certificate = after(right + 1, wrong);
        assertThat(certificate.upper())
                .isGreaterThan((double) wrong / (right + 1 + wrong))
                .isLessThanOrEqualTo(1);
        assertThat(certificate.with(true).upper()).isLessThanOrEqualTo(certificate.upper());
        assertThat(certificate.with(false).upper()).isGreaterThanOrEqualTo(Math.min(1, certificate.upper()));
    }

    @Test
    void a_million_checks_neither_overflow_nor_loosen_it() {
        assertThat(new Certificate(1_000_000, 10_000, 0.04).upper()).isBetween(0.01, 0.0115);
    }

    @Test
    void who_looks_after_every_check_is_misled_in_at_most_five_of_a_hundred_streams() {
        assertThat(misled(i -> 0.06)).isLessThanOrEqualTo(0.05);
    }

    @Test
    void errors_that_come_later_mislead_no_more_often() {
        assertThat(misled(i -> i < 150 ? 0.0 : 0.3)).isLessThanOrEqualTo(0.05);
    }

    /** Share of streams in which the bound ever lies below the mean chance of a wrong hit so far. */
    private static double misled(IntToDoubleFunction chance) {
        Random random = new Random(5);
        int streams = 1000;
        int misled = 0;
        for (int stream = 0; stream < streams; stream++) {
            Certificate certificate = Certificate.FIRST;
            double sum = 0;
            boolean below = false;
            for (int i = 0; i < 300 && !below; i++) {
                sum += chance.applyAsDouble(i);
                certificate = certificate.with(random.nextDouble() >= chance.applyAsDouble(i));
                below = certificate.upper() < sum / (i + 1);
            }
            misled += below ? 1 : 0;
        }
        return (double) misled / streams;
    }

    @Test
    void all_certificates_one_after_the_other_fail_with_a_chance_of_five_percent_at_most() {
        double sum = 0;
        Certificate certificate = Certificate.FIRST;
        for (int i = 0; i < 50; i++) {
            sum += certificate.alpha();
            certificate = certificate.anew();
        }
        assertThat(sum).isLessThanOrEqualTo(0.05 + 1e-12);
        assertThat(certificate.checked()).isZero();
    }
}
