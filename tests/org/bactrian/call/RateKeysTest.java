package org.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One key for each user, feature, limit and minute; no more keys than memory allows. */
final class RateKeysTest {
    private static final Identity ADA = Fixture.identity("acme", "ada");

    private static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    private static RateKeys keys(String time) {
        return new RateKeys(at(time), 1_000_000);
    }

    @Test
    void a_user_keeps_the_key_for_the_whole_minute() {
        assertThat(keys("2026-11-24T10:00:00Z").key("triage", ADA, 10))
                .isEqualTo(keys("2026-11-24T10:00:59.999Z").key("triage", ADA, 10));
    }

    @Test
    void the_next_minute_has_another_key() {
        assertThat(keys("2026-11-24T10:01:00Z").key("triage", ADA, 10))
                .isNotEqualTo(keys("2026-11-24T10:00:59Z").key("triage", ADA, 10));
    }

    @Test
    void a_changed_limit_has_another_key() {
        RateKeys keys = keys("2026-11-24T10:00:00Z");

        assertThat(keys.key("triage", ADA, 10)).isNotEqualTo(keys.key("triage", ADA, 5));
    }

    @Test
    void users_tenants_and_features_have_keys_of_their_own() {
        RateKeys keys = keys("2026-11-24T10:00:00Z");

        assertThat(Set.of(
                        keys.key("triage", ADA, 10),
                        keys.key("summary", ADA, 10),
                        keys.key("triage", Fixture.identity("acme", "bob"), 10),
                        keys.key("triage", Fixture.identity("other", "ada"), 10)))
                .hasSize(4);
    }

    @Test
    void two_callers_never_share_a_key_by_the_way_their_names_are_written() {
        RateKeys keys = keys("2026-11-24T10:00:00Z");

        assertThat(keys.key("triage", Fixture.identity("a", "b|c"), 10))
                .isNotEqualTo(keys.key("triage", Fixture.identity("a|b", "c"), 10));
    }

    @Test
    void beyond_the_bound_new_users_share_a_few_keys() {
        RateKeys keys = new RateKeys(at("2026-11-24T10:00:00Z"), 100);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(keys.key("triage", Fixture.identity("acme", "user" + i), 10));
        }

        assertThat(all).hasSizeBetween(11, 10 + 16);
    }

    @Test
    void those_who_have_a_key_keep_it_when_others_have_to_share() {
        RateKeys keys = new RateKeys(at("2026-11-24T10:00:00Z"), 100);
        String own = keys.key("triage", ADA, 10);
        for (int i = 0; i < 100; i++) {
            assertThat(keys.key("triage", Fixture.identity("acme", "user" + i), 10))
                    .isNotEqualTo(own);
        }

        assertThat(keys.key("triage", ADA, 10)).isEqualTo(own);
    }

    @Test
    void a_shared_key_has_the_limit_and_the_minute_in_it_too() {
        RateKeys keys = new RateKeys(at("2026-11-24T10:00:00Z"), 0);
        RateKeys later = new RateKeys(at("2026-11-24T10:01:00Z"), 0);

        assertThat(Set.of(keys.key("triage", ADA, 10), keys.key("triage", ADA, 5), later.key("triage", ADA, 10)))
                .hasSize(3);
    }

    @Test
    void the_time_to_the_next_window_ends_with_the_minute() {
        assertThat(keys("2026-11-24T10:00:00Z").untilNextWindow()).isEqualTo(Duration.ofSeconds(60));
        assertThat(keys("2026-11-24T10:00:01Z").untilNextWindow()).isEqualTo(Duration.ofSeconds(59));
        assertThat(keys("2026-11-24T10:00:59.999Z").untilNextWindow()).isEqualTo(Duration.ofSeconds(1));
    }
}
