package org.govintegrity.registry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The real district's data. */
class WendengSeedsTest {

    private static final LocalDate PLAN_ISSUED = LocalDate.of(2018, 12, 1);

    private static SeedReport report;
    private static RegistryFixture fixture;
    private static Registry registry;

    @BeforeAll
    static void load() throws Exception {
        fixture = new RegistryFixture();
        report = fixture.loader().load("classpath:seeds/wendeng");
        registry = fixture.registry;
    }

    @Test
    void loadsWithoutWarningAndASecondTimeWithoutChange() {
        assertThat(report.warnings()).isEmpty();
        var again = fixture.loader().load("classpath:seeds/wendeng");
        assertThat(again.added()).isZero();
        assertThat(again.changed()).isZero();
    }

    @Test
    void hasAllTasksAndSafeguardsOfThePlanEachWithUnits() {
        assertThat(registry.clauses()).extracting(PlanClause::id).containsExactlyElementsOf(Stream.concat(
                IntStream.rangeClosed(1, 16).mapToObj(n -> "三." + n), IntStream.rangeClosed(1, 4).mapToObj(n -> "四." + n)).toList());
        assertThat(registry.clauses()).allSatisfy(clause -> {
            assertThat(registry.unitsResponsibleFor(clause.id(), PLAN_ISSUED)).as(clause.id()).isNotEmpty();
            assertThat(registry.unitsResponsibleFor(clause.id(), RegistryFixture.TODAY)).as(clause.id()).isNotEmpty();
        });
        assertThat(registry.clauses().stream().filter(clause -> !clause.leadUnits().isEmpty() && clause.id().startsWith("三.")))
                .hasSize(13);
    }

    @Test
    void hasTheDatesThePlanSets() {
        assertThat(registry.plan().goals()).extracting(Plan.Goal::due)
                .containsExactly(LocalDate.of(2018, 12, 31), LocalDate.of(2020, 12, 31));
        assertThat(registry.clause("三.8").milestones()).extracting(PlanClause.Milestone::source).contains("三.8");
        assertThat(registry.plan().basis()).hasSize(3);
    }

    @Test
    void namesTheProcessesOfThisRelease() {
        assertThat(registry.clause("三.1").processes()).containsExactly("inspection", "unit-inspection", "rectification");
        assertThat(registry.clause("四.3").processes()).contains("inspection", "unit-inspection", "rectification", "escalation", "notice");
    }

    @Test
    void hasTheDistrictsUnitsWithValidCodesMarkedAsInvented() {
        var current = registry.unitsOn(RegistryFixture.TODAY);
        assertThat(current).hasSizeGreaterThanOrEqualTo(65);
        assertThat(registry.units()).allSatisfy(unit -> {
            assertThat(unit.creditCode().valid()).as(unit.id()).isTrue();
            assertThat(unit.creditCode().text()).startsWith(unit.kind() == UnitKind.INSTITUTION ? "12371003" : "11371003");
            assertThat(organisationCodeValid(unit.creditCode().text().substring(8, 17))).as(unit.id()).isTrue();
            assertThat(unit.creditCodeNote()).isEqualTo("示例");
            assertThat(unit.mail()).isEqualTo(unit.id() + "@wendeng.example");
        });
        assertThat(current.stream().filter(unit -> unit.kind() == UnitKind.STREET_OR_TOWN)).hasSize(15);
    }

    /** GB 11714: weights 3 7 9 10 5 8 4 2, 11 minus the remainder by 11, ten written X. */
    private static boolean organisationCodeValid(String code) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        var sum = IntStream.range(0, 8).map(i -> Character.digit(code.charAt(i), 36) * weights[i]).sum();
        return code.charAt(8) == "0X987654321".charAt(sum % 11);
    }

    @Test
    void everyUnitHasAHeadAndTwoClerks() {
        for (var unit : registry.unitsOn(RegistryFixture.TODAY)) {
            assertThat(registry.headOf(unit.id()).id()).isEqualTo(unit.id() + "head");
            assertThat(registry.peopleOf(unit.id()).stream().filter(person -> person.has(Role.CLERK)).map(Person::id))
                    .containsExactly(unit.id() + "1", unit.id() + "2");
        }
    }

    @Test
    void hasTheCentralRoles() {
        assertThat(ids(Role.ADMIN)).containsExactly("admin");
        assertThat(ids(Role.SUPERVISOR)).containsExactly("supervisor1", "supervisor2");
        assertThat(ids(Role.LEADER)).containsExactly("leader1");
        assertThat(ids(Role.JOINT_OFFICE)).containsExactly("joint1", "joint2");
        assertThat(ids(Role.CREDIT_CENTRE)).containsExactly("credit1", "credit2");
        assertThat(ids(Role.AUTHORITY)).containsExactly("authority1");
        assertThat(ids(Role.INSPECTOR)).containsExactly("inspector1", "inspector2", "inspector3", "inspector4");
        assertThat(registry.peopleWithRole(Role.INSPECTOR)).extracting(Person::unitId).doesNotHaveDuplicates();
    }

    private static List<String> ids(Role role) {
        return registry.peopleWithRole(role).stream().map(Person::id).toList();
    }

    @Test
    void everyPersonIsInventedAndSaysSo() {
        assertThat(registry.people()).allMatch(person -> person.note().equals("示例人员"));
        assertThat(registry.people()).extracting(Person::name).doesNotHaveDuplicates();
    }

    /** The plan's own words after 牵头单位 and 责任单位 must give exactly the units the clause is bound to. */
    @Test
    void everyNameInThePlanIsTheUnitItIsBoundTo() {
        var byName = new HashMap<String, String>();
        registry.namedUnits().forEach(named -> {
            byName.put(named.name(), named.unitId());
            named.alsoWritten().forEach(name -> byName.put(name, named.unitId()));
        });
        registry.groups().forEach(group -> byName.put(group.name(), group.id()));
        for (var clause : registry.clauses()) {
            if (!clause.id().startsWith("三.")) {
                continue;
            }
            assertThat(named(clause, "牵头单位：", byName)).as(clause.id()).containsExactlyElementsOf(clause.leadUnits());
            assertThat(named(clause, "责任(单位|部门)：", byName)).as(clause.id()).containsExactlyElementsOf(clause.responsibleUnits());
        }
    }

    private static List<String> named(PlanClause clause, String label, HashMap<String, String> byName) {
        var ids = new ArrayList<String>();
        for (var phrase : clause.namedAs()) {
            if (phrase.matches(label + ".*")) {
                for (var name : phrase.replaceFirst(label, "").replaceFirst("等$", "").split("[，、]")) {
                    assertThat(byName).as(clause.id()).containsKey(name);
                    ids.add(byName.get(name));
                }
            }
        }
        return ids;
    }

    @Test
    void knowsTodaysUnitOfEveryNamedUnit() {
        assertThat(registry.namedUnits()).hasSize(14);
        for (var named : registry.namedUnits()) {
            assertThat(registry.unit(named.unitId()).validOn(PLAN_ISSUED)).as(named.name()).isTrue();
            assertThat(registry.successorOf(named.unitId(), RegistryFixture.TODAY)).map(Unit::id).contains(named.todayId());
            if (named.from() != null) {
                assertThat(named.note()).as("an uncertain date says so").contains("示例");
            }
        }
        assertThat(registry.unitsLeading("三.3", PLAN_ISSUED)).extracting(Unit::shortName).containsExactly("区法制办");
        assertThat(registry.unitsLeading("三.3", RegistryFixture.TODAY)).extracting(Unit::shortName).containsExactly("区司法局");
        assertThat(registry.unitsLeading("三.14", RegistryFixture.TODAY)).extracting(Unit::id).containsExactly("huanjingfenju");
    }

    @Test
    void theTownsAndStreetsAreThoseOfTheDistrict() {
        assertThat(new LinkedHashSet<>(registry.unitsResponsibleFor("三.16", RegistryFixture.TODAY).stream().map(Unit::shortName).toList()))
                .isEqualTo(Set.of("龙山街道", "天福街道", "环山街道", "文登营镇", "大水泊镇", "张家产镇", "高村镇", "泽库镇",
                        "侯家镇", "宋村镇", "泽头镇", "小观镇", "葛家镇", "米山镇", "界石镇"));
    }
}
