package org.govintegrity.registry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class SeedLoaderTest {

    private static final String CODE = "1199000199170010";

    @TempDir
    Path folder;
    private RegistryFixture fixture;

    @BeforeEach
    void copyTheTinyDistrict() throws Exception {
        fixture = new RegistryFixture();
        for (var file : List.of("units.csv", "people.csv", "plan.yaml")) {
            try (var in = getClass().getResourceAsStream("/seeds/tiny/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
    }

    @Test
    void loadsADistrictFromAFolder() {
        var report = fixture.loader().load(folder);

        assertThat(report.changed()).isZero();
        // 3 units, 13 people, and in the plan 1 group, 1 named unit, 2 clauses, the plan itself
        assertThat(report.files()).extracting(SeedReport.LoadedFile::added).containsExactly(3, 13, 5);
        assertThat(report.files()).extracting(SeedReport.LoadedFile::encoding).containsOnly("UTF-8");
        assertThat(report.missing()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(fixture.registry.plan().district()).isEqualTo("示例县");
        assertThat(fixture.registry.units()).extracting(Unit::id).containsExactly("xianban", "xinyongban", "dongzhen");
        assertThat(fixture.registry.person("supervisor1").roles()).containsExactlyInAnyOrder(Role.SUPERVISOR, Role.JOINT_OFFICE);
        assertThat(fixture.registry.clause("三.1").milestones()).containsExactly(
                new PlanClause.Milestone(LocalDate.of(2025, 12, 31), "建立监督机制", "三.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:seeds/tiny", "classpath:seeds/tiny/"})
    void loadsADistrictFromTheClasspath(String location) {
        assertThat(fixture.loader().load(location).added()).isEqualTo(21);
    }

    @Test
    void loadsADistrictFromAPathOrUrlInWords() {
        assertThat(fixture.loader().load(folder.toString()).added()).isEqualTo(21);
        assertThat(fixture.loader().load(folder.toUri().toString()).added()).isZero();
    }

    @Test
    void loadingAgainChangesNothing() {
        fixture.loader().load(folder);
        var rows = fixture.rows();
        var before = fixture.store.read();

        var report = fixture.loader().load(folder);

        assertThat(report.added()).isZero();
        assertThat(report.changed()).isZero();
        assertThat(report.changes()).isEmpty();
        assertThat(fixture.rows()).isEqualTo(rows);
        assertThat(fixture.store.read()).isEqualTo(before);
    }

    @Test
    void announcesEveryLoadWithinItsTransaction() {
        fixture.listener = event -> assertThat(fixture.registry.people()).hasSize(13);
        fixture.loader().load(folder);
        fixture.loader().load(folder);
        assertThat(fixture.published).extracting(event -> event.report().added()).containsExactly(21, 0);
    }

    @Test
    void aFailingListenerUndoesTheLoadAlsoInMemory() {
        fixture.loader().load(folder);
        edit("people.csv", "于海宁", "于海平");
        fixture.listener = event -> {
            assertThat(fixture.registry.person("admin").name()).isEqualTo("于海平");
            throw new IllegalStateException("the listener fails");
        };
        assertThatThrownBy(() -> fixture.loader().load(folder)).hasMessage("the listener fails");
        assertThat(fixture.registry.person("admin").name()).isEqualTo("于海宁");

        fixture.listener = event -> {
        };
        assertThat(fixture.loader().load(folder).changed()).isEqualTo(1);
        assertThat(fixture.registry.person("admin").name()).isEqualTo("于海平");
    }

    @Test
    void reportsWhatItAddedAndChanged() {
        fixture.loader().load(folder);
        edit("units.csv", "县信用中心,事业单位", "县信用办,事业单位");
        edit("people.csv", "dongzhen1,宋雨涵,dongzhen,经办人,clerk", "dongzhen1,宋雨涵,dongzhen,经办人,clerk;reviewer");
        append("people.csv", "dongzhen3,周建,dongzhen,经办人,clerk,,");
        edit("plan.yaml", "processes: []", "processes: [notice]");

        var report = fixture.loader().load(folder);

        assertThat(report.changes()).extracting(SeedReport.Change::toString).containsExactly(
                "修改单位 xinyongban（简称）", "修改人员 dongzhen1（角色）", "新增人员 dongzhen3", "修改条目 四.1（流程）");
        assertThat(fixture.registry.unit("xinyongban").shortName()).isEqualTo("县信用办");
        assertThat(fixture.registry.peopleWithRole(Role.REVIEWER)).extracting(Person::id).containsExactly("dongzhen1");
        assertThat(fixture.registry.clause("四.1").processes()).containsExactly("notice");
        assertThat(fixture.jdbc.sql("select added + changed from registry_seed_load order by id").query(Integer.class).list())
                .containsExactly(3, 13, 5, 1, 2, 1);
    }

    @Test
    void keepsWhatIsNoLongerInTheFilesAndReportsIt() {
        fixture.loader().load(folder);
        edit("people.csv", "dongzhen2,夏立新,dongzhen,经办人,clerk,,示例人员\n", "");

        var report = fixture.loader().load(folder);

        assertThat(report.missing()).containsExactly("人员 dongzhen2");
        assertThat(report.changed()).isZero();
        assertThat(fixture.registry.displayName("dongzhen2")).isEqualTo("夏立新（东镇）");
    }

    @Test
    void anotherOrderOfTheRowsIsNoChangeButIsKept() throws IOException {
        fixture.loader().load(folder);
        var lines = Files.readAllLines(folder.resolve("units.csv"));
        Files.write(folder.resolve("units.csv"), List.of(lines.get(0), lines.get(3), lines.get(1), lines.get(2)));

        assertThat(fixture.loader().load(folder).changes()).isEmpty();
        assertThat(fixture.registry.units()).extracting(Unit::id).containsExactly("dongzhen", "xianban", "xinyongban");
    }

    @Test
    void refusesAnotherDistrictInTheSameDatabase() {
        fixture.loader().load(folder);
        edit("plan.yaml", "id: tiny, code: \"990001\", name: 示例县", "id: other, code: \"990002\", name: 另一县");
        refused("plan.yaml", 0, "已经是示例县的数据", "SUPERVISION_DB_URL");
    }

    // --- encodings

    @ParameterizedTest
    @CsvSource({"UTF-8,false,UTF-8", "UTF-8,true,UTF-8", "GB18030,false,GB18030"})
    void readsEveryEncodingInUse(String charset, boolean marked, String reported) throws IOException {
        for (var file : List.of("units.csv", "people.csv", "plan.yaml")) {
            // 㐂 and 𬭎 have four bytes in GB18030; line ends as a spreadsheet program writes them
            var text = (marked ? "\uFEFF" : "") + read(file).replace("于海宁", "于㐂𬭎").replace("\n", "\r\n");
            Files.write(folder.resolve(file), text.getBytes(Charset.forName(charset)));
        }
        var report = fixture.loader().load(folder);
        assertThat(report.added()).isEqualTo(21);
        assertThat(report.files()).extracting(SeedReport.LoadedFile::encoding).containsOnly(reported);
        assertThat(fixture.registry.person("admin").name()).isEqualTo("于㐂𬭎");
        assertThat(fixture.registry.unit("dongzhen").mail()).isEqualTo("dongzhen@tiny.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void refusesOtherEncodings(String charset) throws IOException {
        Files.write(folder.resolve("people.csv"), read("people.csv").getBytes(Charset.forName(charset)));
        var problems = problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).file()).isEqualTo("people.csv");
        assertThat(problems.get(0).message()).contains("编码").contains("另存为 UTF-8");
    }

    @Test
    void refusesADamagedFileInsteadOfReadingGarble() throws IOException {
        var bytes = read("units.csv").getBytes(StandardCharsets.UTF_8);
        var damaged = read("units.csv").indexOf("县信用中心");
        var at = read("units.csv").substring(0, damaged).getBytes(StandardCharsets.UTF_8).length;
        var cut = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, cut, 0, at);
        System.arraycopy(bytes, at + 1, cut, at, cut.length - at);
        Files.write(folder.resolve("units.csv"), cut);
        refused("units.csv", 3, "损坏的 UTF-8");
    }

    @Test
    void refusesTextThatWasDamagedBefore() {
        edit("people.csv", "丛建军", "丛\uFFFD军");
        refused("people.csv", 3, "不能识别的字符");
    }

    // --- broken files

    @Test
    void refusesAMissingFolder() {
        assertThatExceptionOfType(SeedRefused.class).isThrownBy(() -> fixture.loader().load(folder.resolve("nowhere")))
                .satisfies(refused -> assertThat(refused.problems()).extracting(SeedProblem::file)
                        .containsExactly("people.csv", "plan.yaml", "units.csv"))
                .withMessageContaining("找不到这个文件").withMessageContaining("supervision.seeds");
    }

    @Test
    void refusesAMissingColumn() {
        edit("units.csv", "successor,mail", "mail");
        refused("units.csv", 1, "缺少列：successor", "id,full_name,short_name");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.writeString(folder.resolve("people.csv"), "");
        refused("people.csv", 0, "文件是空的");
    }

    @Test
    void refusesARowWithTooFewCells() {
        append("people.csv", "dongzhen3,周建,dongzhen");
        refused("people.csv", 15, "这一行有 3 列，表头有 7 列");
    }

    @Test
    void refusesAnOpenQuote() {
        append("people.csv", "dongzhen3,\"周建\"平,dongzhen,经办人,clerk,,");
        refused("people.csv", 15, "双引号没有成对");
    }

    @Test
    void countsLinesAcrossCellsOfSeveralLinesAndEmptyRows() {
        edit("people.csv", "xianban,系统管理员", "xianban,\"系统\n管理员\"");
        append("people.csv", ",,,,,,\n\ndongzhen3,周建,nowhere,经办人,clerk,,");
        refused("people.csv", 18, "所在单位“nowhere”不在单位名录里");
    }

    @Test
    void refusesADuplicateUnit() {
        append("units.csv", "dongzhen,示例县西镇人民政府,西镇,镇街,,未领证,dongzhenhead,,,,");
        refused("units.csv", 5, "单位编号“dongzhen”与第 4 行重复");
    }

    @Test
    void refusesADuplicatePerson() {
        append("people.csv", "admin,周建,dongzhen,经办人,clerk,,");
        refused("people.csv", 15, "人员编号“admin”与第 2 行重复");
    }

    @Test
    void refusesTwoUnitsWithOneNameOrOneCode() {
        var code = fixture.loader().load(folder).added() > 0 ? fixture.registry.unit("dongzhen").creditCode() : null;
        append("units.csv", "xizhen,示例县西镇人民政府,东镇,镇街," + code + ",示例,xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建,xizhen,镇长,head,,");
        assertThat(problems()).extracting(SeedProblem::toString).containsExactly(
                "units.csv 第 5 行：单位名称“东镇”与第 4 行重复。请改正；已撤销的单位请填 valid_to。",
                "units.csv 第 5 行：统一社会信用代码“" + code + "”与第 4 行重复。请核对；已撤销的单位请填 valid_to。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dong_zhen", "Dongzhen", "dongzhen1", "东镇", "dongzhendongzhendongzhend"})
    void refusesAnIdThatIsNotOfLetters(String id) {
        append("units.csv", id + ",示例县西镇人民政府,西镇,镇街,,未领证,xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建," + id + ",镇长,head,,");
        refused("units.csv", 5, "只能用小写拼音字母");
    }

    @ParameterizedTest
    @CsvSource({"supervisor,与系统里的角色同名", "dongzhenhead,负责人组同名"})
    void refusesAUnitThatWouldBeAnotherGroup(String id, String message) {
        append("units.csv", id + ",示例县西镇人民政府,西镇,镇街,,未领证,xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建," + id + ",镇长,head,,");
        refused("units.csv", 5, message);
    }

    @Test
    void refusesAWrongCheckCharacterAndNamesTheRightOne() {
        var right = CODE + "0";
        var code = CreditCode.of(right + "0").expectedCheck().orElseThrow();
        append("units.csv", "xizhen,示例县西镇人民政府,西镇,镇街," + right + (code == '0' ? '1' : '0') + ",示例,xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建,xizhen,镇长,head,,");
        refused("units.csv", 5, "校验码不对", "最后一位应为 " + code, "旧码");
    }

    @Test
    void acceptsALegacyCodeThatIsMarked() {
        append("units.csv", "xizhen,示例县西镇人民政府,西镇,镇街,91350100M0001TGQXM,旧码,xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建,xizhen,镇长,head,,");
        fixture.loader().load(folder);
        assertThat(fixture.registry.unit("xizhen").creditCode().valid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1.1371E+17,旧码,不合规定", "91350100M0001TGQX,旧码,不合规定", ",,没有统一社会信用代码"})
    void refusesWhatIsNoCodeEvenIfMarked(String code, String note, String message) {
        append("units.csv", "xizhen,示例县西镇人民政府,西镇,镇街," + (code == null ? "" : code) + "," + (note == null ? "" : note) + ",xizhenhead,,,,");
        append("people.csv", "xizhenhead,周建,xizhen,镇长,head,,");
        refused("units.csv", 5, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-02-29", "2019-13-01", "2019", "20190101", "去年", "2019/2/30"})
    void refusesAWrongDate(String date) {
        edit("units.csv", "dongzhenhead,,,", "dongzhenhead," + date + ",,");
        refused("units.csv", 4, "“" + date + "”不是正确的日期", "2019-01-01");
    }

    @Test
    void acceptsADateAsSpreadsheetProgramsWriteIt() {
        edit("units.csv", "dongzhenhead,,,", "dongzhenhead,2019/1/5,,");
        fixture.loader().load(folder);
        assertThat(fixture.registry.unit("dongzhen").validFrom()).isEqualTo(LocalDate.of(2019, 1, 5));
    }

    @Test
    void refusesAnEndBeforeTheBeginning() {
        edit("units.csv", "dongzhenhead,,,", "dongzhenhead,2019-01-02,2019-01-01,xianban");
        refused("units.csv", 4, "结束日期 2019-01-01 早于开始日期 2019-01-02");
    }

    @Test
    void refusesAnUnknownKindOfUnit() {
        edit("units.csv", "东镇,镇街", "东镇,乡镇");
        assertThat(problems()).extracting(SeedProblem::message).anySatisfy(message ->
                assertThat(message).contains("单位类别“乡镇”不认识").contains("镇街"));
    }

    @Test
    void refusesAUnitWithoutHead() {
        edit("units.csv", "dongzhenhead,,,", ",,,");
        refused("units.csv", 4, "单位“dongzhen”没有负责人");
    }

    @Test
    void refusesAHeadWhoIsNotAPerson() {
        edit("people.csv", "dongzhenhead,林振峰", "dongzhenboss,林振峰");
        refused("units.csv", 4, "负责人“dongzhenhead”不在 people.csv 里");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dongzhenhead,林振峰,xianban,镇长,head", "dongzhenhead,林振峰,dongzhen,镇长,clerk"})
    void refusesAHeadOfAnotherUnitOrWithoutTheRole(String row) {
        edit("people.csv", "dongzhenhead,林振峰,dongzhen,镇长,head", row);
        refused("units.csv", 4, "不是本单位的负责人");
    }

    @Test
    void refusesAnUnknownRole() {
        edit("people.csv", "经办人,clerk,,", "经办人,clerk;boss,,");
        refused("people.csv", 14, "角色“boss”不认识", "supervisor、jointoffice");
    }

    @Test
    void refusesAPersonOfAnUnknownUnitAndSuggestsTheRightOne() {
        edit("people.csv", "dongzhen1,宋雨涵,dongzhen,", "dongzhen1,宋雨涵,dongzheng,");
        refused("people.csv", 13, "所在单位“dongzheng”不在单位名录里", "您是不是要找：dongzhen（东镇）");
    }

    @Test
    void refusesAWrongMailAddress() {
        edit("people.csv", "dongzhen1@tiny.example", "东镇");
        refused("people.csv", 13, "邮箱“东镇”不是邮箱地址");
    }

    @Test
    void refusesSuccessorsThatGoRound() {
        append("units.csv", "jia,示例县甲局,甲局,政府部门,,已撤销,,,2019-01-01,yi,\nyi,示例县乙局,乙局,政府部门,,已撤销,,,2020-01-01,jia,");
        var problems = problems();
        assertThat(problems).extracting(SeedProblem::line).containsExactly(5, 6);
        assertThat(problems).extracting(SeedProblem::message).allMatch(message -> message.contains("绕成了圈"));
    }

    @Test
    void refusesAnUnknownSuccessorOneWithoutEndAndAGap() {
        append("units.csv", """
                jia,示例县甲局,甲局,政府部门,,已撤销,,,2019-01-01,bing,
                yi,示例县乙局,乙局,政府部门,,未领证,xianbanhead,,,xianban,
                ding,示例县丁局,丁局,政府部门,,已撤销,,,2019-01-01,wu,
                wu,示例县戊局,戊局,政府部门,,已撤销,,2019-03-01,2020-01-01,xianban,""");
        assertThat(problems()).extracting(SeedProblem::line, problem -> problem.message().replaceAll("[，。].*", "")).contains(
                tuple(5, "承接单位“bing”不在单位名录里"),
                tuple(6, "填了承接单位"),
                tuple(7, "本单位到 2019-01-01 为止"));
    }

    @Test
    void refusesAnUnknownUnitInThePlanWithItsLine() {
        edit("plan.yaml", "[xinyongban, gezhen]", "[xinyongbam, gezhen]");
        refused("plan.yaml", 17, "单位“xinyongbam”既不在 units.csv 里，也不是方案里的单位组", "xinyongban（县信用中心）");
    }

    @Test
    void refusesADutyOfAUnitThatEndedWithoutSuccessor() {
        append("units.csv", "jia,示例县甲局,甲局,政府部门,,已撤销,,,2019-01-01,,");
        edit("plan.yaml", "leadUnits: [xianban]", "leadUnits: [jia]");
        refused("plan.yaml", 16, "没有承接单位", "successor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "due: 2025-12-31, text: 建立信用档案 | due: 2025-12-32, text: 建立信用档案 | 6 | 不是正确的日期",
            "title: 加强组织领导 | titel: 加强组织领导 | 24 | 不认识的项“titel”",
            "id: 四.1 | id: 三.1 | 22 | 条目编号“三.1”重复",
            "kinds: [镇街] | kinds: [镇子] | 8 | 单位类别“镇子”不认识",
            "processes: [] | processes: [\"Inspection!\"] | 29 | 流程名“Inspection!”不合规定",
            "id: gezhen, | id: xianban, | 8 | 与 units.csv 里的单位同名",
            "unit: xianban} | unit: xianban, today: xinyongban} | 10 | 按 units.csv 应为“xianban”",
            "unit: xianban} | unit: xianban, from: 2019-01-01} | 10 | 请删去",
            "code: \"990001\" | code: 99 | 2 | 应为 6 位数字",
            "basis: [示例文件〔2024〕1号] | basis: [示例 | 5 | YAML 写法有误",
            "title: 示例县政务诚信建设任务分工 | title: 甲\\ntitle: 乙 | 4 | “title”写了两次"})
    void refusesABrokenPlanWithTheLine(String was, String is, int line, String message) {
        edit("plan.yaml", was, is.replace("\\n", "\n"));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("plan.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void refusesAPlanThatIsAList() throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), "- 甲\n- 乙\n");
        refused("plan.yaml", 1, "不是“项: 值”的写法");
    }

    @Test
    void refusesAPlanOfAliasesThatWouldFillTheMemory() throws IOException {
        var bomb = new StringBuilder("title: &a0 甲\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("x").append(i).append(": &a").append(i).append(" [")
                    .append(("*a" + (i - 1) + ",").repeat(9)).append("甲]\n");
        }
        Files.writeString(folder.resolve("plan.yaml"), bomb);
        assertThat(problems()).isNotEmpty().allMatch(problem -> problem.file().equals("plan.yaml"));
    }

    @Test
    void namesEveryProblemOfEveryFileAndStoresNothing() {
        fixture.loader().load(folder);
        var before = fixture.rows();
        edit("units.csv", "县信用中心,事业单位", "县信用办,事业单位");
        append("units.csv", "jia,示例县甲局,甲局,政府部门,,,,2019-02-30,,,");
        edit("people.csv", "经办人,clerk,,", "经办人,boss,,");
        edit("plan.yaml", "[xinyongban, gezhen]", "[nowhere, gezhen]");

        var refused = catchThrowableOfType(SeedRefused.class, () -> fixture.loader().load(folder));

        assertThat(refused.problems()).extracting(SeedProblem::file, SeedProblem::line).containsExactly(
                tuple("people.csv", 14),
                tuple("plan.yaml", 17),
                tuple("units.csv", 5),
                tuple("units.csv", 5),
                tuple("units.csv", 5));
        assertThat(refused.getMessage()).contains("有 5 处问题，全部没有装载", "units.csv 第 5 行", "people.csv 第 14 行");
        assertThat(fixture.rows()).isEqualTo(before);
        assertThat(fixture.registry.unit("xinyongban").shortName()).isEqualTo("县信用中心");
    }

    @Test
    void stopsTheStartUpWithTheListInsteadOfAStackTrace() {
        edit("people.csv", "经办人,clerk,,", "经办人,boss,,");
        var refused = catchThrowableOfType(SeedRefused.class, () -> fixture.loader().load(folder));
        var analyses = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {
                }))
                .stream().filter(SeedRefusedAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(new IllegalStateException(refused))).toList();
        assertThat(analyses).hasSize(1);
        assertThat(analyses.get(0).getDescription()).contains("people.csv 第 14 行");
        assertThat(analyses.get(0).getAction()).contains("重新启动");
    }

    // --- time

    @Test
    void aUnitThatEndsTomorrowStillNeedsAHeadAndOneThatEndedDoesNot() {
        edit("units.csv", "dongzhenhead,,,", ",,2026-11-23,xianban");
        assertThat(problems()).hasSize(1);
        assertThat(fixture.loader(RegistryFixture.TODAY.plusDays(1)).load(folder).warnings())
                .hasSize(3)
                .allMatch(warning -> warning.contains("东镇已于2026年11月23日撤销") && warning.contains("承接单位"));
    }

    private List<SeedProblem> problems() {
        return catchThrowableOfType(SeedRefused.class, () -> fixture.loader().load(folder)).problems();
    }

    /** One problem only: one mistake must not be reported as several. */
    private void refused(String file, int line, String... words) {
        var rows = fixture.rows();
        var problems = problems();
        assertThat(problems).as(problems.toString()).hasSize(1);
        assertThat(problems.get(0).file()).isEqualTo(file);
        assertThat(problems.get(0).line()).isEqualTo(line);
        assertThat(problems.get(0).message()).contains(Arrays.asList(words));
        assertThat(fixture.rows()).isEqualTo(rows);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void edit(String file, String was, String is) {
        try {
            var text = read(file);
            assertThat(text).contains(was);
            Files.writeString(folder.resolve(file), text.replace(was, is));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String file, String lines) {
        try {
            Files.writeString(folder.resolve(file), read(file) + lines + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
