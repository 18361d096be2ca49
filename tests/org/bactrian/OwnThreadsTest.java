package org.bactrian;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What waits does so on threads of its own, in the service and in its tests. From Java 25 on, the common pool of a
 * machine with two processors is one thread, and every {@code HttpClient.sendAsync} of the process is completed by it.
 */
@AnalyzeClasses(packages = "org.bactrian")
final class OwnThreadsTest {
    @ArchTest
    static final ArchRule nothing_is_run_in_the_common_pool = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould()
            .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class);
}
