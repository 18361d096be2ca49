package org.bactrian;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.camel.BeanConfigInject;
import org.apache.camel.BeanInject;
import org.apache.camel.EndpointInject;
import org.apache.camel.Produce;
import org.apache.camel.PropertyInject;

/** Who may know whom. */
@AnalyzeClasses(packages = "org.bactrian", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("org.bactrian.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_domain_does_not_know_the_ways_in = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.bactrian.feature..",
                    "org.bactrian.resilience..",
                    "org.bactrian.ledger..",
                    "org.bactrian.answers..",
                    "org.bactrian.prompt..",
                    "org.bactrian.provider..",
                    "org.bactrian.validation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bactrian.job..", "org.bactrian.cli..", "org.bactrian.simulator..");

    @ArchTest
    static final ArchRule only_the_ledger_talks_to_the_store = noClasses()
            .that()
            .resideOutsideOfPackage("org.bactrian.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "com.zaxxer.hikari..", "org.flywaydb..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule only_the_provider_talks_to_the_http_client = noClasses()
            .that()
            .resideOutsideOfPackage("org.bactrian.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule only_the_ways_in_know_vertx = noClasses()
            .that()
            .resideOutsideOfPackages("org.bactrian.job..", "org.bactrian.cli..", "org.bactrian.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule a_class_is_named_by_what_it_is =
            noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule camel_injects_nothing_into_fields = noFields()
            .should()
            .beAnnotatedWith(BeanInject.class)
            .orShould()
            .beAnnotatedWith(BeanConfigInject.class)
            .orShould()
            .beAnnotatedWith(EndpointInject.class)
            .orShould()
            .beAnnotatedWith(Produce.class)
            .orShould()
            .beAnnotatedWith(PropertyInject.class);

    @ArchTest
    static final ArchRule classes_are_final_or_made_to_be_extended = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotRecords()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(FINAL)
            .orShould()
            .haveModifier(ABSTRACT);
}
