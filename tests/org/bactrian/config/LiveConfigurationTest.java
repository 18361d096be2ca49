package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the files is taken over whole if it is good and not at all if it is bad. */
final class LiveConfigurationTest {
    private static final String FILE = "features/triage.yaml";

    private HomeFolder home;
    private LiveConfiguration live;

    @BeforeEach
    void write(@TempDir Path folder) {
        home = new HomeFolder(folder);
        live = new LiveConfiguration(home.home(), home::load);
    }

    @Test
    void a_good_change_comes_into_force() {
        home.write(FILE, HomeFolder.FEATURE + "target: 10s\n");

        assertThat(live.refresh()).isTrue();
        assertThat(live.get().features().get("triage").target()).hasSeconds(10);
    }

    @Test
    void a_new_feature_and_a_removed_one_are_seen() {
        home.write("features/second.yaml", HomeFolder.FEATURE).delete(FILE);

        assertThat(live.refresh()).isTrue();
        assertThat(live.get().features()).containsOnlyKeys("second");
    }

    @Test
    void without_a_change_nothing_is_read_again() {
        Configuration before = live.get();

        assertThat(live.refresh()).isFalse();
        assertThat(live.get()).isSameAs(before);
    }

    @Test
    void a_bad_change_is_refused_and_the_old_one_stays() {
        Configuration before = live.get();
        home.write(FILE, HomeFolder.FEATURE + "nonsense: true\n");

        assertThat(live.refresh()).isFalse();
        assertThat(live.get()).isSameAs(before);
    }

    @Test
    void a_change_that_no_record_can_hold_is_refused_like_any_other_bad_one() {
        Configuration before = live.get();
        home.write(FILE, HomeFolder.FEATURE + "limits: {maxInputTokens: 99999999999}\n");

        assertThat(live.refresh()).isFalse();
        assertThat(live.get()).isSameAs(before);
    }

    @Test
    void a_bad_change_that_is_mended_comes_into_force() {
        home.write(FILE, HomeFolder.FEATURE + "nonsense: true\n");
        live.refresh();
        home.write(FILE, HomeFolder.FEATURE + "target: 12s\n");

        assertThat(live.refresh()).isTrue();
        assertThat(live.get().features().get("triage").target()).hasSeconds(12);
    }

    @Test
    void listeners_hear_of_a_good_change_before_and_after_it_comes_into_force() {
        List<String> heard = new ArrayList<>();
        live.beforeSwap(next -> heard.add("before: " + target(live.get()) + ", next: " + target(next)));
        live.afterSwap(() -> heard.add("after: " + target(live.get())));
        home.write(FILE, HomeFolder.FEATURE + "target: 10s\n");

        live.refresh();

        assertThat(heard).containsExactly("before: 3, next: 10", "after: 10");
    }

    private static long target(Configuration configuration) {
        return configuration.features().get("triage").target().toSeconds();
    }

    @Test
    void listeners_do_not_hear_of_a_bad_change() {
        List<Configuration> heard = new ArrayList<>();
        live.beforeSwap(heard::add);
        home.write(FILE, "nonsense: true\n");

        live.refresh();

        assertThat(heard).isEmpty();
    }

    @Test
    void a_start_with_bad_files_is_refused() {
        home.write(FILE, "nonsense: true\n");

        assertThatThrownBy(() -> new LiveConfiguration(home.home(), home::load))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nonsense");
    }
}
