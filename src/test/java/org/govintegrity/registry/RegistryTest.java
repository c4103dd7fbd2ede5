package org.govintegrity.registry;

import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A county whose bureau 甲 became 乙 in 2019 and 丙 in 2023, whose town 西镇 merged into 东镇 and whose 丁 just ended. */
class RegistryTest {

    private static final LocalDate IN_2018 = LocalDate.of(2018, 12, 31);
    private static final LocalDate IN_2019 = LocalDate.of(2019, 1, 1);
    private static final LocalDate TODAY = RegistryFixture.TODAY;

    private RegistryFixture fixture;
    private Registry registry;

    @BeforeEach
    void load(@TempDir Path folder) throws Exception {
        fixture = new RegistryFixture();
        registry = fixture.registry;
        Files.writeString(folder.resolve("units.csv"), """
                id,full_name,short_name,kind,uscc,uscc_note,head,valid_from,valid_to,successor,mail
                jia,示例县甲局,县甲局,政府部门,,已撤销,,,2018-12-31,yi,
                yi,示例县乙局,县乙局,政府部门,,已撤销,,2019-01-01,2022-12-31,bing,
                bing,示例县丙局,县丙局,政府部门,,示例,binghead,2023-01-01,,,
                ding,示例县丁局,县丁局,政府部门,,已撤销,,,2020-06-30,,
                dongzhen,示例县东镇人民政府,东镇,镇街,,示例,dongzhenhead,,,,
                xizhen,示例县西镇人民政府,西镇,镇街,,已撤销,,,2020-12-31,dongzhen,
                """);
        Files.writeString(folder.resolve("people.csv"), """
                id,name,unit,post,roles,mail,note
                binghead,周宁,bing,局长,head,,
                bing1,周平,bing,经办人,clerk;inspector,,
                dongzhenhead,周安,dongzhen,镇长,head,,
                gone,周远,ding,,,,
                """.replace("ding,,,,", "ding,原经办人,,,"));
        Files.writeString(folder.resolve("plan.yaml"), """
                district: {id: county, code: "990003", name: 示例县}
                title: 示例
                groups:
                  - {id: gezhen, name: 各镇, kinds: [镇街]}
                  - {id: liangzhen, name: 两镇, units: [xizhen, dongzhen]}
                namedUnits:
                  - {name: 县甲局, unit: jia, today: bing, from: 2023-01-01}
                clauses:
                  - {id: 三.1, section: 甲, title: 健全监督体系, duty: 示例, leadUnits: [jia], responsibleUnits: [bing, gezhen]}
                  - {id: 三.2, section: 甲, title: 健全评价机制, duty: 示例, responsibleUnits: [liangzhen]}
                """);
        fixture.loader().load(folder);
    }

    @Test
    void knowsTheUnitsOfADay() {
        assertThat(registry.unitsOn(IN_2018)).extracting(Unit::id).containsExactly("jia", "ding", "dongzhen", "xizhen");
        assertThat(registry.unitsOn(IN_2019)).extracting(Unit::id).containsExactly("yi", "ding", "dongzhen", "xizhen");
        assertThat(registry.unitsOn(TODAY)).extracting(Unit::id).containsExactly("bing", "dongzhen");
    }

    @Test
    void followsSuccessorsOfSuccessors() {
        assertThat(registry.successorOf("jia", IN_2018)).map(Unit::id).contains("jia");
        assertThat(registry.successorOf("jia", IN_2019)).map(Unit::id).contains("yi");
        assertThat(registry.successorOf("jia", TODAY)).map(Unit::id).contains("bing");
        assertThat(registry.successorOf("ding", TODAY)).isEmpty();
        assertThat(registry.successorOf("bing", IN_2018)).isEmpty();
    }

    @Test
    void expandsGroupsAndFollowsSuccessorsOnceEach() {
        assertThat(registry.unitsResponsibleFor("三.1", IN_2018)).extracting(Unit::id).containsExactly("jia", "dongzhen", "xizhen");
        assertThat(registry.unitsResponsibleFor("三.1", TODAY)).extracting(Unit::id).containsExactly("bing", "dongzhen");
        assertThat(registry.unitsLeading("三.1", TODAY)).extracting(Unit::id).containsExactly("bing");
        assertThat(registry.unitsResponsibleFor("三.2", IN_2018)).extracting(Unit::id).containsExactly("xizhen", "dongzhen");
        assertThat(registry.unitsResponsibleFor("三.2", TODAY)).extracting(Unit::id).containsExactly("dongzhen");
        assertThat(registry.unitsLeading("三.2", TODAY)).isEmpty();
    }

    @Test
    void knowsPeopleByUnitAndRole() {
        assertThat(registry.headOf("bing").name()).isEqualTo("周宁");
        assertThat(registry.peopleOf("bing")).extracting(Person::id).containsExactly("binghead", "bing1");
        assertThat(registry.peopleWithRole(Role.INSPECTOR)).extracting(Person::id).containsExactly("bing1");
        assertThat(registry.displayName("bing1")).isEqualTo("周平（县丙局）");
        assertThat(registry.displayName("nobody")).isEqualTo("nobody");
        assertThat(registry.displayName(null)).isNull();
        assertThat(registry.findPerson(null)).isEmpty();
    }

    @Test
    void saysWhatMayHaveBeenMeant() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.unit("dongzheng"))
                .withMessage("没有编号为“dongzheng”的单位。您是不是要找：东镇 dongzhen？")
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.unit("丙局")).withMessageContaining("县丙局 bing");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.unit("zzzz")).withMessageContaining("请从单位名录中选择");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.unit(null)).withMessageContaining("请从单位名录中选择");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.person("bing2")).withMessageContaining("bing1");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.clause("三.3")).withMessageContaining("三.1 健全监督体系");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.headOf("ding")).withMessageContaining("已撤销");
    }

    @Test
    void staysShortWhateverWasSent() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> registry.unit("东镇\uD83D\uDE00".repeat(30_000)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(250));
    }

    @Test
    void saysThatNothingHasBeenLoadedYet() throws Exception {
        var empty = new RegistryFixture().registry;
        assertThat(empty.units()).isEmpty();
        assertThatExceptionOfType(Refusal.class).isThrownBy(empty::plan).withMessageContaining("还没有装载");
    }
}
