package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A flow that lacks what its store needs is told what to add. */
final class DriversTest {
    private static final String URL = "jdbc:postgresql://localhost/bactrian";

    @Test
    void a_flow_without_the_driver_is_told() throws Exception {
        assertThat(openedWithout("postgresql-42"))
                .isEqualTo("The store needs PostgreSQL's driver: add org.postgresql:postgresql and"
                        + " org.flywaydb:flyway-database-postgresql to this application");
    }

    @Test
    void a_flow_without_what_migrates_is_told() throws Exception {
        assertThat(openedWithout("flyway-database-postgresql")).startsWith("The store needs PostgreSQL's driver");
    }

    /** What a process says that opens the store, without the jars of that name. */
    private String openedWithout(String jar) throws IOException {
        String paths = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains(jar))
                .collect(Collectors.joining(File.pathSeparator));
        InputStream output = OtherProcess.opening(paths, URL).getInputStream();
        String told = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        return told.strip().lines().reduce((first, last) -> last).orElse("");
    }
}
