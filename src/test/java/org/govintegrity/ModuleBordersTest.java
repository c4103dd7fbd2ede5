package org.govintegrity;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

/** The borders between the modules hold, and the engine stays behind its door. */
class ModuleBordersTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.govintegrity");
    private static final String[] FAMILIES = {"inspection", "rectification", "escalation"};

    @Test
    void modulesUseOnlyWhatOthersOffer() {
        ApplicationModules.of(SupervisionApplication.class).verify();
    }

    @Test
    void theEngineIsKnownToEngineAndProcessPackagesOnly() {
        noClasses().that().resideOutsideOfPackages("org.govintegrity.engine..", "..process..")
                .should().dependOnClassesThat().resideInAPackage("org.camunda..").check(CLASSES);
    }

    @Test
    void engineInternalsAreTouchedInTheEngineModuleOnly() {
        noClasses().that().resideOutsideOfPackage("org.govintegrity.engine..")
                .should().dependOnClassesThat().resideInAPackage("org.camunda.bpm.engine.impl..").check(CLASSES);
    }

    @Test
    void familiesDoNotKnowEachOther() {
        for (String one : FAMILIES) {
            for (String other : FAMILIES) {
                if (!one.equals(other)) {
                    noClasses().that().resideInAPackage("org.govintegrity." + one + "..")
                            .should().dependOnClassesThat().resideInAPackage("org.govintegrity." + other + "..").check(CLASSES);
                }
            }
        }
    }

    @Test
    void theCalendarKnowsNoOtherModule() {
        noClasses().that().resideInAPackage("org.govintegrity.calendar..").should().dependOnClassesThat()
                .resideInAnyPackage("org.govintegrity.registry..", "org.govintegrity.casefile..", "org.govintegrity.notice..", "org.govintegrity.engine..",
                        "org.govintegrity.web..", "org.govintegrity.inspection..", "org.govintegrity.rectification..", "org.govintegrity.escalation..").check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFieldsOrPrintedToTheConsole() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(CLASSES);
    }
}
