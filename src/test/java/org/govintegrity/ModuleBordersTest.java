package org.govintegrity;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** The borders between the modules hold, and the engine stays behind its door. */
class ModuleBordersTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.govintegrity");
    /** Whatever brings a process of its own; notices and the engine serve them all. */
    private static final Set<String> FAMILIES = CLASSES.stream().map(JavaClass::getPackageName).filter(name -> name.endsWith(".process"))
            .map(name -> name.split("\\.")[2]).filter(name -> !name.equals("engine") && !name.equals("notice")).collect(Collectors.toCollection(TreeSet::new));

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
        assertThat(FAMILIES).contains("inspection", "rectification", "escalation", "breach", "accountability");
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
