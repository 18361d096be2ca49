package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be opened says why and what to do, in one sentence. */
final class StoreTest {
    @TempDir
    Path folder;

    @Test
    void a_new_store_is_migrated() throws Exception {
        String url = Store.fileUrl(folder.resolve("data/deep"));
        try (Store store = Store.open(url, "sa", "")) {
            assertThat(store.exclusive()).isTrue();
            assertThat(new Books(url).count("call_log")).isZero();
        }
    }

    @Test
    void a_store_is_opened_again_as_it_was_left() throws Exception {
        String url = Store.fileUrl(folder);
        Store.open(url, "sa", "").close();

        try (Store store = Store.open(url, "sa", "")) {
            assertThat(store.exclusive()).isTrue();
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "not a folder");

        assertThatThrownBy(() -> Store.open(Store.fileUrl(file), "sa", ""))
                .isInstanceOf(StoreException.class)
                .hasMessage("The data folder " + file + " cannot be written to: make it writable or set llm.data-dir");
    }

    @Test
    @Timeout(60)
    void a_store_that_another_process_has_open_is_told() throws Exception {
        String url = Store.fileUrl(folder);
        Process other = OtherProcess.holding(url);
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");

            assertThatThrownBy(() -> Store.open(url, "sa", ""))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The store " + url.replaceFirst(";.*", "")
                            + " is in use by another process: stop it, or set llm.store.url");
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_wrong_password_is_told_without_it() {
        String url = Store.memoryUrl("password-" + UUID.randomUUID());
        try (Store store = Store.open(url, "sa", "right")) {
            assertThat(store.exclusive()).isTrue();
            assertThatThrownBy(() -> Store.open(url, "sa", "wrong-secret"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("check llm.store.url, llm.store.user and llm.store.password")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    void a_database_nobody_has_a_driver_for_is_told() {
        assertThatThrownBy(() -> Store.open("jdbc:nothing://db/llm?password=secret", "sa", ""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("check llm.store.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_store_behind_a_server_may_be_open_elsewhere_and_is_not_exclusive() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./shared";
        try (Store store = Store.open(url, "sa", "")) {
            assertThat(store.exclusive()).isFalse();
        } finally {
            server.stop();
        }
    }
}
