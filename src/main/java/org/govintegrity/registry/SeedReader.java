package org.govintegrity.registry;

import org.govintegrity.common.ChineseDates;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the three files of a district and checks them against each other. Nothing here knows the database:
 * everything is checked before anything is written. One reader reads one folder once.
 */
final class SeedReader {

    static final String UNITS = "units.csv";
    static final String PEOPLE = "people.csv";
    static final String PLAN = "plan.yaml";

    private static final List<String> UNIT_COLUMNS = List.of("id", "full_name", "short_name", "kind", "uscc", "uscc_note",
            "head", "valid_from", "valid_to", "successor", "mail");
    private static final List<String> PEOPLE_COLUMNS = List.of("id", "name", "unit", "post", "roles", "mail", "note");
    private static final String LEGACY = "旧码";
    private static final Pattern CLAUSE_ID = Pattern.compile("[\\p{IsHan}A-Za-z0-9]+(\\.[0-9]+)*");
    private static final Pattern PROCESS_KEY = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern REGION_CODE = Pattern.compile("[1-9][0-9]{5}");

    private final LocalDate today;
    private final List<SeedProblem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private final Checks unitChecks = new Checks(UNITS, problems);
    private final Checks peopleChecks = new Checks(PEOPLE, problems);
    private final Checks planChecks = new Checks(PLAN, problems);

    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Integer> unitLines = new HashMap<>();
    private boolean unitsReadable;

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Integer> peopleLines = new HashMap<>();
    private boolean peopleReadable;

    private Plan plan;
    private final Map<String, UnitGroup> groups = new LinkedHashMap<>();
    private final Map<String, NamedUnit> namedUnits = new LinkedHashMap<>();
    private final Map<String, PlanClause> clauses = new LinkedHashMap<>();

    SeedReader(LocalDate today) {
        this.today = today;
    }

    /** What is wrong, by file and line; what {@link #read} returned may be used only when this is empty. */
    List<SeedProblem> problems() {
        return problems.stream().sorted(Comparator.comparing(SeedProblem::file).thenComparing(SeedProblem::line)).toList();
    }

    List<String> warnings() {
        return warnings;
    }

    Optional<SeedText> decode(String file, byte[] bytes) {
        return SeedText.decode(file, bytes, problems);
    }

    void missingFile(String file, String folder) {
        problems.add(new SeedProblem(file, 0, "在“" + folder + "”里找不到这个文件，或没有读的权限。请放进去，或检查 supervision.seeds 写的文件夹对不对。"));
    }

    /** @param texts by file name; a file that could not be read is absent, and a problem already */
    Snapshot read(Map<String, SeedText> texts) {
        Optional.ofNullable(texts.get(UNITS)).flatMap(text -> CsvTable.parse(text, UNIT_COLUMNS, unitChecks)).ifPresent(table -> {
            unitsReadable = true;
            table.rows().forEach(this::readUnit);
        });
        Optional.ofNullable(texts.get(PEOPLE)).flatMap(text -> CsvTable.parse(text, PEOPLE_COLUMNS, peopleChecks)).ifPresent(table -> {
            peopleReadable = true;
            table.rows().forEach(this::readPerson);
        });
        // without its rows everything that refers to a file would look unknown and bury the one real problem
        if (unitsReadable) {
            checkUnitIds();
            checkDoubles();
            checkSuccessors();
            checkPeoplesUnits();
            if (peopleReadable) {
                checkHeads();
            }
        }
        Optional.ofNullable(texts.get(PLAN))
                .flatMap(text -> YamlMap.parse(text, List.of("district", "title", "basis", "goals", "groups", "namedUnits", "clauses"), planChecks))
                .ifPresent(this::readPlan);
        return new Snapshot(plan, groups, units, people, namedUnits, clauses);
    }

    // --- units.csv

    private void readUnit(CsvTable.Row row) {
        var line = row.line();
        var id = required(row, "id", "单位编号", unitChecks);
        unitChecks.unitId(line, "单位编号", id);
        var fullName = required(row, "full_name", "单位全称", unitChecks);
        unitChecks.length(line, "单位全称", fullName, 100);
        var shortName = required(row, "short_name", "单位简称", unitChecks);
        unitChecks.length(line, "单位简称", shortName, 50);
        var kindName = required(row, "kind", "单位类别", unitChecks);
        var kind = kindName == null ? null : kind(line, kindName, unitChecks);
        unitChecks.length(line, "代码说明", row.get("uscc_note"), 100);
        unitChecks.mail(line, row.get("mail"));
        unitChecks.length(line, "邮箱", row.get("mail"), 200);
        var from = unitChecks.date(line, "开始日期 valid_from ", row.get("valid_from"));
        var to = unitChecks.date(line, "结束日期 valid_to ", row.get("valid_to"));
        if (from != null && to != null && to.isBefore(from)) {
            unitChecks.add(line, "结束日期 " + to + " 早于开始日期 " + from + "。请改正其中一个。");
        }
        var code = creditCode(line, row.get("uscc"), row.get("uscc_note"));
        if (id == null) {
            return;
        }
        var earlier = unitLines.putIfAbsent(id, line);
        if (earlier != null) {
            unitChecks.add(line, "单位编号“" + id + "”与第 " + earlier + " 行重复。请换一个编号，或删去多余的一行。");
            return;
        }
        units.put(id, new Unit(id, fullName, shortName, kind, code, row.get("uscc_note"), row.get("head"), from, to,
                row.get("successor"), row.get("mail")));
    }

    private UnitKind kind(int line, String title, Checks checks) {
        return UnitKind.of(title).orElseGet(() -> {
            checks.add(line, "单位类别“" + Similar.shorten(title) + "”不认识。请从这些里选："
                    + String.join("、", Arrays.stream(UnitKind.values()).map(UnitKind::title).toList()) + "。");
            return null;
        });
    }

    private CreditCode creditCode(int line, String written, String note) {
        if (written == null) {
            if (note == null) {
                unitChecks.add(line, "没有统一社会信用代码。请补上；确实没有的，在 uscc_note 里写明原因。");
            }
            return null;
        }
        var code = CreditCode.of(written);
        if (!code.wellFormed()) {
            unitChecks.add(line, "统一社会信用代码“" + Similar.shorten(written)
                    + "”不合规定：应为 18 位数字和大写字母（不用 I、O、S、V、Z）。如果是表格软件改成了 1.13E+17 的样子，请把这一列设为文本再填。");
        } else if (!code.valid() && !LEGACY.equals(note)) {
            unitChecks.add(line, "统一社会信用代码“" + code + "”的校验码不对，按前 17 位算最后一位应为 "
                    + code.expectedCheck().orElseThrow() + "。请核对证书；证书上确是这样的早期代码，请在 uscc_note 里写“" + LEGACY + "”。");
        }
        return code;
    }

    /** A unit is a group in the engine, its heads are the group {@code <id>head}, and each role is a group. */
    private void checkUnitIds() {
        for (var unit : units.values()) {
            var line = unitLines.get(unit.id());
            if (Role.of(unit.id()).isPresent()) {
                unitChecks.add(line, "单位编号“" + unit.id() + "”与系统里的角色同名。请换一个编号。");
            }
            if (unit.id().endsWith("head") && units.containsKey(unit.id().substring(0, unit.id().length() - 4))) {
                unitChecks.add(line, "单位编号“" + unit.id() + "”与单位“" + unit.id().substring(0, unit.id().length() - 4)
                        + "”的负责人组同名。请换一个编号。");
            }
        }
    }

    /** Two units at once with one name or one code would be one unit to everybody who reads it. */
    private void checkDoubles() {
        var names = new HashMap<String, Integer>();
        var codes = new HashMap<CreditCode, Integer>();
        units.values().stream().filter(unit -> unit.validTo() == null).forEach(unit -> {
            var line = unitLines.get(unit.id());
            for (var name : new LinkedHashSet<>(Arrays.asList(unit.fullName(), unit.shortName()))) {
                var earlier = name == null ? null : names.putIfAbsent(name, line);
                if (earlier != null) {
                    unitChecks.add(line, "单位名称“" + name + "”与第 " + earlier + " 行重复。请改正；已撤销的单位请填 valid_to。");
                }
            }
            var earlier = unit.creditCode() == null ? null : codes.putIfAbsent(unit.creditCode(), line);
            if (earlier != null) {
                unitChecks.add(line, "统一社会信用代码“" + unit.creditCode() + "”与第 " + earlier + " 行重复。请核对；已撤销的单位请填 valid_to。");
            }
        });
    }

    private void checkSuccessors() {
        for (var unit : units.values()) {
            var line = unitLines.get(unit.id());
            if (unit.successorId() == null) {
                continue;
            }
            var successor = units.get(unit.successorId());
            if (successor == null) {
                unitChecks.add(line, "承接单位“" + Similar.shorten(unit.successorId()) + "”不在单位名录里。" + unitHint(unit.successorId()));
            } else if (unit.validTo() == null) {
                unitChecks.add(line, "填了承接单位，却没有填结束日期 valid_to。请补上结束日期，或删去承接单位。");
            } else if (goesRound(unit)) {
                unitChecks.add(line, "承接关系绕成了圈：" + unit.id() + " 最后又由自己承接。请改正承接单位。");
            } else if (successor.validFrom() != null && successor.validFrom().isAfter(unit.validTo().plusDays(1))) {
                unitChecks.add(line, "本单位到 " + unit.validTo() + " 为止，承接单位“" + successor.id() + "”从 " + successor.validFrom()
                        + " 才开始，中间没有单位负责。请把两个日期接上。");
            }
        }
    }

    private boolean goesRound(Unit start) {
        var seen = new HashSet<String>();
        var unit = start;
        while (unit != null && seen.add(unit.id())) {
            unit = unit.successorId() == null ? null : units.get(unit.successorId());
        }
        return unit != null && unit.id().equals(start.id());
    }

    private void checkHeads() {
        for (var unit : units.values()) {
            var line = unitLines.get(unit.id());
            // a unit that is over needs nobody; not checking it keeps yesterday's correct file loadable tomorrow
            if (unit.endedBy(today)) {
                continue;
            }
            var head = unit.headId() == null ? null : people.get(unit.headId());
            if (unit.headId() == null) {
                unitChecks.add(line, "单位“" + unit.id() + "”没有负责人。请在 head 列填负责人的人员编号。");
            } else if (head == null) {
                unitChecks.add(line, "负责人“" + Similar.shorten(unit.headId()) + "”不在 people.csv 里。请先在 people.csv 里加上。");
            } else if (!unit.id().equals(head.unitId()) || !head.has(Role.HEAD)) {
                unitChecks.add(line, "负责人“" + unit.headId() + "”在 people.csv 里不是本单位的负责人。请把该人员的 unit 写成 "
                        + unit.id() + "，roles 里写上 head。");
            }
        }
    }

    // --- people.csv

    private void readPerson(CsvTable.Row row) {
        var line = row.line();
        var id = required(row, "id", "人员编号", peopleChecks);
        peopleChecks.personId(line, id);
        var name = required(row, "name", "姓名", peopleChecks);
        peopleChecks.length(line, "姓名", name, 50);
        var unit = required(row, "unit", "所在单位", peopleChecks);
        var post = required(row, "post", "职务", peopleChecks);
        peopleChecks.length(line, "职务", post, 100);
        peopleChecks.mail(line, row.get("mail"));
        peopleChecks.length(line, "邮箱", row.get("mail"), 200);
        peopleChecks.length(line, "备注", row.get("note"), 200);
        var roles = EnumSet.noneOf(Role.class);
        for (var word : row.get("roles") == null ? new String[0] : row.get("roles").split("[;；]")) {
            if (!word.isBlank()) {
                Role.of(word.strip()).ifPresentOrElse(roles::add, () -> peopleChecks.add(line, "角色“" + Similar.shorten(word)
                        + "”不认识。请从这些里选，多个用分号分开：" + String.join("、", Arrays.stream(Role.values()).map(Role::id).toList()) + "。"));
            }
        }
        if (id == null) {
            return;
        }
        var earlier = peopleLines.putIfAbsent(id, line);
        if (earlier != null) {
            peopleChecks.add(line, "人员编号“" + id + "”与第 " + earlier + " 行重复。请换一个编号，或删去多余的一行。");
            return;
        }
        people.put(id, new Person(id, name, unit, post, roles, row.get("mail"), row.get("note")));
    }

    private void checkPeoplesUnits() {
        for (var person : people.values()) {
            if (person.unitId() == null) {
                continue;
            }
            var unit = units.get(person.unitId());
            if (unit == null) {
                peopleChecks.add(peopleLines.get(person.id()), "所在单位“" + Similar.shorten(person.unitId()) + "”不在单位名录里。" + unitHint(person.unitId()));
            } else if (unit.endedBy(today) && !person.roles().isEmpty()) {
                warnings.add(new SeedProblem(PEOPLE, peopleLines.get(person.id()), "“" + person.id() + "”所在的" + unit.shortName()
                        + "已于" + ChineseDates.date(unit.validTo()) + "撤销。请改到承接单位；已离任的请清空 roles。").toString());
            }
        }
    }

    // --- plan.yaml

    private void readPlan(YamlMap root) {
        var goals = new ArrayList<Plan.Goal>();
        for (var goal : root.maps("goals", List.of("due", "text"))) {
            goals.add(new Plan.Goal(planChecks.date(goal.line("due"), "期限", goal.required("due", 20)), goal.required("text", 1000)));
        }
        var title = root.required("title", 200);
        var basis = root.texts("basis", 300).stream().map(YamlMap.Item::text).toList();
        root.map("district", List.of("id", "code", "name")).ifPresent(district -> {
            var id = district.required("id", 100);
            planChecks.unitId(district.line("id"), "地区编号", id);
            var code = district.required("code", 20);
            if (code != null && !REGION_CODE.matcher(code).matches()) {
                planChecks.add(district.line("code"), "行政区划代码“" + code + "”应为 6 位数字，例如 371003。");
            }
            plan = new Plan(id, code, district.required("name", 100), title, basis, goals);
        });
        root.maps("groups", List.of("id", "name", "kinds", "units", "note")).forEach(this::readGroup);
        root.maps("namedUnits", List.of("name", "alsoWritten", "unit", "today", "from", "note")).forEach(this::readNamedUnit);
        root.maps("clauses", List.of("id", "section", "title", "duty", "leadUnits", "responsibleUnits", "namedAs", "milestones", "processes"))
                .forEach(this::readClause);
        if (clauses.isEmpty()) {
            planChecks.add(root.line("clauses"), "方案里一条任务也没有。请在 clauses 里写上。");
        }
    }

    private void readGroup(YamlMap map) {
        var id = map.required("id", 100);
        planChecks.unitId(map.line("id"), "单位组编号", id);
        var name = map.required("name", 100);
        var kinds = new ArrayList<UnitKind>();
        map.texts("kinds", 30).forEach(item -> Optional.ofNullable(kind(item.line(), item.text(), planChecks)).ifPresent(kinds::add));
        var members = map.texts("units", 100);
        members.forEach(member -> checkUnitRef(member.line(), member.text()));
        if (kinds.isEmpty() && members.isEmpty()) {
            planChecks.add(map.line(), "单位组里没有单位。请写 kinds（按类别）或 units（逐个列出）。");
        }
        var note = map.optional("note", 1000);
        if (id != null && units.containsKey(id)) {
            planChecks.add(map.line("id"), "单位组编号“" + id + "”与 units.csv 里的单位同名。请换一个编号。");
        } else if (id != null && groups.containsKey(id)) {
            planChecks.add(map.line("id"), "单位组编号“" + id + "”重复。请换一个编号。");
        } else if (id != null) {
            groups.put(id, new UnitGroup(id, name, kinds, members.stream().map(YamlMap.Item::text).toList(), note));
        }
    }

    private void readNamedUnit(YamlMap map) {
        var name = map.required("name", 100);
        var unitId = map.required("unit", 100);
        var todayId = map.optional("today", 100);
        var from = planChecks.date(map.line("from"), "承接日期", map.optional("from", 20));
        var alsoWritten = map.texts("alsoWritten", 100).stream().map(YamlMap.Item::text).toList();
        var note = map.optional("note", 1000);
        if (unitId != null) {
            checkUnitRef(map.line("unit"), unitId);
        }
        if (todayId != null) {
            checkUnitRef(map.line("today"), todayId);
        }
        if (unitId != null && units.containsKey(unitId)) {
            checkToday(map, unitId, todayId == null ? unitId : todayId, from);
        }
        if (name != null && namedUnits.containsKey(name)) {
            planChecks.add(map.line("name"), "单位“" + name + "”写了两次。请只保留一处。");
        } else if (name != null) {
            namedUnits.put(name, new NamedUnit(name, alsoWritten, unitId, todayId == null ? unitId : todayId, from, note));
        }
    }

    /** The plan's file and the units' file both say who took over; a contradiction would name two owners of one duty. */
    private void checkToday(YamlMap map, String unitId, String todayId, LocalDate from) {
        var last = units.get(unitId);
        LocalDate since = null;
        var seen = new HashSet<String>();
        while (last.successorId() != null && last.validTo() != null && units.containsKey(last.successorId()) && seen.add(last.id())) {
            since = last.validTo().plusDays(1);
            last = units.get(last.successorId());
        }
        if (!last.id().equals(todayId)) {
            planChecks.add(map.line("today"), "今天的承接单位写的是“" + Similar.shorten(todayId) + "”，按 units.csv 应为“" + last.id() + "”。请把两处改成一致。");
        } else if (since == null ? from != null : !since.equals(from)) {
            planChecks.add(map.line("from"), since == null ? "单位没有变动，不用写承接日期 from。请删去。"
                    : "承接日期与 units.csv 不一致，应为 " + since + "。请把两处改成一致。");
        }
    }

    private void readClause(YamlMap map) {
        var id = map.required("id", 20);
        if (id != null && !CLAUSE_ID.matcher(id).matches()) {
            planChecks.add(map.line("id"), "条目编号“" + Similar.shorten(id) + "”不合规定。请写成“三.1”这样。");
        }
        var section = map.required("section", 100);
        var title = map.required("title", 200);
        var duty = map.required("duty", 2000);
        var leads = unitRefs(map, "leadUnits");
        var responsible = unitRefs(map, "responsibleUnits");
        if (leads.isEmpty() && responsible.isEmpty()) {
            planChecks.add(map.line(), "条目“" + id + "”没有单位负责。请写 leadUnits 或 responsibleUnits。");
        }
        var milestones = new ArrayList<PlanClause.Milestone>();
        for (var milestone : map.maps("milestones", List.of("due", "text", "source"))) {
            milestones.add(new PlanClause.Milestone(
                    planChecks.date(milestone.line("due"), "期限", milestone.required("due", 20)),
                    milestone.required("text", 1000), milestone.required("source", 100)));
        }
        var processes = map.texts("processes", 60);
        processes.stream().filter(key -> !PROCESS_KEY.matcher(key.text()).matches()).forEach(key ->
                planChecks.add(key.line(), "流程名“" + key.text() + "”不合规定。只能用小写字母、数字和连字符，例如 unit-inspection。"));
        var namedAs = map.texts("namedAs", 300).stream().map(YamlMap.Item::text).toList();
        if (id != null && clauses.containsKey(id)) {
            planChecks.add(map.line("id"), "条目编号“" + id + "”重复。请换一个编号，或删去多余的一条。");
        } else if (id != null) {
            clauses.put(id, new PlanClause(id, section, title, duty, leads, responsible, namedAs, milestones,
                    processes.stream().map(YamlMap.Item::text).toList()));
        }
    }

    private List<String> unitRefs(YamlMap map, String key) {
        var refs = new ArrayList<String>();
        for (var item : map.texts(key, 100)) {
            if (!groups.containsKey(item.text())) {
                checkUnitRef(item.line(), item.text());
            }
            if (refs.contains(item.text())) {
                planChecks.add(item.line(), "“" + item.text() + "”在同一处写了两次。请只保留一个。");
            }
            refs.add(item.text());
        }
        return refs;
    }

    private void checkUnitRef(int line, String id) {
        if (!unitsReadable) {
            return;
        }
        var unit = units.get(id);
        if (unit == null) {
            planChecks.add(line, "单位“" + Similar.shorten(id) + "”既不在 units.csv 里，也不是方案里的单位组。" + unitHint(id));
            return;
        }
        // a duty must not lapse with the unit that had it
        var last = Registry.follow(units, unit, LocalDate.MAX);
        if (last.isEmpty() && !goesRound(unit)) {
            planChecks.add(line, "单位“" + id + "”已经撤销，又没有承接单位，这项责任没有人负了。请在 units.csv 里填上承接单位 successor。");
        }
    }

    private String unitHint(String id) {
        var names = new LinkedHashMap<String, List<String>>();
        units.values().forEach(unit -> names.put(unit.id() + "（" + unit.shortName() + "）",
                Stream.of(unit.id(), unit.shortName(), unit.fullName()).filter(Objects::nonNull).toList()));
        return Similar.hint(id, names, "请先在 units.csv 里加上这个单位，或改正编号。");
    }

    private static String required(CsvTable.Row row, String column, String what, Checks checks) {
        var text = row.get(column);
        if (text == null) {
            checks.add(row.line(), what + "（" + column + "）没有填。请补上。");
        }
        return text;
    }
}
