package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.diagram.CaseDiagram;
import org.govintegrity.engine.diagram.CaseDiagrams;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Figure;
import org.govintegrity.evaluation.EvaluationReading.FigureWords;
import org.govintegrity.evaluation.EvaluationReading.Item;
import org.govintegrity.evaluation.EvaluationReading.Line;
import org.govintegrity.evaluation.EvaluationReading.Mark;
import org.govintegrity.evaluation.EvaluationReading.Objection;
import org.govintegrity.evaluation.EvaluationReading.Past;
import org.govintegrity.evaluation.EvaluationReading.Points;
import org.govintegrity.evaluation.EvaluationReading.Quarter;
import org.govintegrity.evaluation.EvaluationReading.RowPage;
import org.govintegrity.evaluation.EvaluationReading.Score;
import org.govintegrity.evaluation.EvaluationReading.Unit;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.govintegrity.evaluation.Indicator;
import org.govintegrity.evaluation.IndicatorGroup;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.ItemScore;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.evaluation.ScoreSheet;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Role;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evaluations as far as the reader may know them: the central offices all; a unit its own figures from when they are frozen, its own score
 * from the draft on, and other units' totals once a year is approved.
 */
@Component("evaluationDesk")
public class EvaluationDesk {

    /** Units on a page of the ranking and of the heat map. */
    static final int UNITS = 100;
    static final int ROWS = 200;
    /** Other years shown beside this one. */
    private static final int YEARS = 3;
    private static final int QUARTERS = 8;
    private static final int LOST = 5;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final CurrentPerson me;
    private final EvaluationReading reading;
    private final IndicatorRules rules;
    private final CaseAccess access;
    private final CaseDiagrams diagrams;
    private final PageWords words;
    private final EvaluationScoreDesk marks;

    EvaluationDesk(CurrentPerson me, EvaluationReading reading, IndicatorRules rules, CaseAccess access, CaseDiagrams diagrams, PageWords words,
                   EvaluationScoreDesk marks) {
        this.me = me;
        this.reading = reading;
        this.rules = rules;
        this.access = access;
        this.diagrams = diagrams;
        this.words = words;
        this.marks = marks;
    }

    /** @param own the reader's own unit in it; null where it takes no part or the reader is of a central office */
    public record Entry(Year year, Line own) {
    }

    /** Points of the hundred that a unit got under a clause. @param percent of the most, rounded; null where the clause gave it none */
    public record Cell(String clause, BigDecimal points, BigDecimal most, Integer percent) {

        /** Whole steps of fulfilment, 0 (below 60 %) to 4 (90 % and more), for colours. */
        public int step() {
            return percent == null ? -1 : percent < 60 ? 0 : Math.min(4, percent / 10 - 5);
        }
    }

    /** @param cells in the order of the clauses */
    public record HeatRow(Line line, List<Cell> cells) {
    }

    /** Clauses × units. @param clauses ids in the order of the version */
    public record HeatMap(List<String> clauses, Map<String, String> labels, List<HeatRow> rows) {
    }

    /**
     * An indicator on a unit's page.
     *
     * @param item   null while there is no score, or where it did not apply
     * @param value  in words; empty for none
     * @param figure null where its source is no figure, or the unit has no rows of it
     * @param past   points and most in other years, in the order of {@link UnitPage#past}; null where there was no such item
     */
    public record IndicatorView(Indicator indicator, Item item, String value, Figure figure, String figureTitle, List<Mark> marks, Objection objection, List<Item> past) {
    }

    /** @param common first, then individual, then bonus */
    public record GroupView(IndicatorGroup group, List<IndicatorView> indicators, BigDecimal points, BigDecimal most) {
    }

    /** @param score null while there is none that the reader may see */
    public record UnitPage(Year year, Unit unit, Score score, List<GroupView> groups, List<Past> past, List<Quarter> quarters, List<Cell> clauses, boolean caseReadable) {
    }

    /** Those the reader may know of, the newest first. */
    public List<Entry> entries() {
        boolean all = me.districtWide();
        return reading.years().stream().map(year -> new Entry(year, all ? null : own(year))).filter(entry -> all || entry.own() != null || entry.year().approved() || marks.any(entry.year())).toList();
    }

    /** @throws Refusal (not found) where the reader may not know of it */
    public Year read(String caseNo) {
        Year year = reading.get(caseNo);
        if (!me.districtWide() && !year.approved() && own(year) == null && !marks.any(year)) {
            throw unknown(caseNo);
        }
        return year;
    }

    static Refusal unknown(String caseNo) {
        return Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的考核评价，请核对编号。");
    }

    /** Whether totals of all units may be seen. */
    public boolean seesAll(Year year) {
        return me.districtWide() || year.approved();
    }

    /** @throws Refusal (forbidden) before the year is approved, for units */
    public void requireAll(Year year) {
        if (!seesAll(year)) {
            throw Refusal.forbidden("批准前只能查看本单位的情况，排名和各单位得分在批准后公布。");
        }
    }

    /** @throws Refusal (forbidden) for whoever is of no central office */
    void requireCentral() {
        if (!me.districtWide()) {
            throw Refusal.forbidden("各环节的办理情况只供监督员、联席办、信用中心、区领导和管理员查看。");
        }
    }

    boolean office() {
        return me.is(Role.JOINT_OFFICE);
    }

    void requireOffice(String what) {
        if (!office()) {
            throw Refusal.forbidden("只有联席办可以" + what + "。");
        }
    }

    boolean mayRecompute() {
        return office() || me.admin();
    }

    /** The reader's own unit in a year, with its score once there is a draft; null where it takes no part. */
    public Line own(Year year) {
        return me.person().map(Person::unitId).filter(me.groups()::contains).flatMap(unit -> reading.line(year.caseNo(), unit)).map(EvaluationDesk::drafted).orElse(null);
    }

    private static Line drafted(Line line) {
        return judged(line.unit()) ? line : new Line(line.unit(), null);
    }

    private static boolean judged(Unit unit) {
        return unit.draftAt() != null || unit.finalAt() != null;
    }

    /** The version of the indicators that a year was frozen with. */
    public RuleSet rules(Year year) {
        return rules.parse(year.rulesText());
    }

    /** Clauses × these units, bonus left out. */
    public HeatMap heatMap(Year year, List<Line> lines) {
        return heatMap(rules(year), lines, reading.points(year.caseNo(), lines.stream().map(line -> line.unit().unitId()).toList()));
    }

    private HeatMap heatMap(RuleSet version, List<Line> lines, List<Points> items) {
        Map<String, Indicator> indicators = version.indicators().stream().filter(i -> i.group() != IndicatorGroup.BONUS).collect(Collectors.toMap(Indicator::id, i -> i));
        List<String> clauses = version.indicators().stream().filter(i -> i.group() != IndicatorGroup.BONUS).map(Indicator::clause).distinct().toList();
        Map<String, Map<String, List<Points>>> byUnit = items.stream().filter(item -> indicators.containsKey(item.indicatorId()))
                .collect(Collectors.groupingBy(Points::unitId, Collectors.groupingBy(item -> indicators.get(item.indicatorId()).clause())));
        Map<String, String> labels = new LinkedHashMap<>();
        clauses.forEach(clause -> labels.put(clause, words.clause(clause)));
        return new HeatMap(clauses, labels, lines.stream().map(line -> new HeatRow(line,
                clauses.stream().map(clause -> cell(clause, byUnit.getOrDefault(line.unit().unitId(), Map.of()).getOrDefault(clause, List.of()))).toList())).toList());
    }

    private static Cell cell(String clause, List<Points> items) {
        BigDecimal points = items.stream().map(Points::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal most = items.stream().map(Points::most).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Cell(clause, points, most, most.signum() == 0 ? null : points.multiply(HUNDRED).divide(most, 0, RoundingMode.HALF_UP).intValue());
    }

    /**
     * All that explains a unit's score.
     *
     * @throws Refusal (not found) where the reader may not know of it
     */
    public UnitPage unit(String caseNo, String unitId) {
        Year year = read(caseNo);
        Line line = reading.line(caseNo, unitId).filter(found -> mayReadUnit(found.unit())).orElseThrow(() -> noSuchUnit(caseNo));
        boolean central = me.districtWide();
        Line seen = central ? line : drafted(line);
        boolean judged = central || judged(line.unit());
        RuleSet version = rules(year);
        List<Item> items = seen.score() == null ? List.of() : reading.items(line.unit().unitCaseNo());
        Map<String, Item> byIndicator = items.stream().collect(Collectors.toMap(Item::indicatorId, i -> i));
        Map<String, Figure> figures = reading.figures(caseNo, unitId);
        Map<String, FigureWords> figureWords = reading.figureWords(caseNo);
        // what others have marked is not for the unit before there is a draft to object to
        Map<String, List<Mark>> marks = reading.marks(line.unit().unitCaseNo()).stream().filter(mark -> judged || mark.stage().equals("self"))
                .collect(Collectors.groupingBy(Mark::indicatorId));
        Map<String, Objection> objections = reading.objections(line.unit().unitCaseNo()).stream().collect(Collectors.toMap(Objection::indicatorId, o -> o));
        List<Past> past = reading.past(unitId, caseNo).stream().filter(other -> other.evalYear() != year.evalYear()).limit(YEARS).toList();
        Map<String, Map<String, Item>> pastItems = past.stream().collect(Collectors.toMap(Past::caseNo,
                other -> reading.items(other.unitCaseNo()).stream().collect(Collectors.toMap(Item::indicatorId, i -> i))));
        Set<String> applying = new HashSet<>(byIndicator.keySet());
        if (seen.score() == null) {
            IndicatorRules.applicable(version, unitId, line.unit().unitKind()).forEach(indicator -> applying.add(indicator.id()));
        }
        applying.addAll(marks.keySet());
        List<GroupView> groups = new ArrayList<>();
        for (IndicatorGroup group : IndicatorGroup.values()) {
            List<IndicatorView> views = version.indicators().stream().filter(i -> i.group() == group && applying.contains(i.id())).map(i -> {
                Item item = byIndicator.get(i.id());
                FigureWords named = i.figure() == null ? null : figureWords.get(i.figure());
                return new IndicatorView(i, item, item == null ? "" : value(i, item.itemValue(), named), i.figure() == null ? null : figures.get(i.figure()),
                        named == null ? i.figure() : named.title(), marks.getOrDefault(i.id(), List.of()), objections.get(i.id()),
                        past.stream().map(other -> pastItems.get(other.caseNo()).get(i.id())).toList());
            }).toList();
            if (!views.isEmpty()) {
                groups.add(new GroupView(group, views, sum(views, true), sum(views, false)));
            }
        }
        List<Cell> clauses = heatMap(version, List.of(seen), items.stream().map(item -> new Points(unitId, item.indicatorId(), item.points(), item.most())).toList()).rows().get(0).cells().stream().filter(cell -> cell.percent() != null).toList();
        return new UnitPage(year, line.unit(), seen.score(), groups, past, reading.quarters(unitId, QUARTERS), clauses,
                access.find(line.unit().unitCaseNo(), me.id()).isPresent());
    }

    private static BigDecimal sum(List<IndicatorView> views, boolean points) {
        return views.stream().map(IndicatorView::item).filter(Objects::nonNull).map(points ? Item::points : Item::most).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * What a unit's frozen figure is made of.
     *
     * @throws Refusal (not found) where the reader may not know of it
     */
    public RowPage rows(String caseNo, String unitId, String figureId, int page) {
        read(caseNo);
        reading.line(caseNo, unitId).filter(found -> mayReadUnit(found.unit())).orElseThrow(() -> noSuchUnit(caseNo));
        return reading.rows(caseNo, unitId, figureId, page, ROWS);
    }

    private static Refusal noSuchUnit(String caseNo) {
        return Refusal.notFound("考核评价" + caseNo + "中没有可供您查看的这个单位。各单位只能查看本单位的得分。");
    }

    private boolean mayReadUnit(Unit unit) {
        return me.districtWide() || me.groups().contains(unit.unitId()) || access.find(unit.unitCaseNo(), me.id()).isPresent();
    }

    /** The model of the unit evaluations with the number of units at each step. */
    public CaseDiagram diagram(String caseNo) {
        read(caseNo);
        requireCentral();
        return findDiagram(caseNo).orElseThrow(() -> Refusal.notFound("考核评价" + caseNo + "没有可以显示的流程图。"));
    }

    Optional<CaseDiagram> findDiagram(String caseNo) {
        return diagrams.ofParts(caseNo, "unit-evaluation");
    }

    /** Who gave a mark: the office for which, and the person. */
    public String giver(Mark mark) {
        String office = mark.givenFor() == null ? "" : words.group(mark.givenFor());
        String person = words.person(mark.givenBy());
        return office.isEmpty() || person.contains(office) ? person : office + "，" + person;
    }

    /** For narrow places: what is cut off there is not what tells units from each other. */
    public String shortName(Unit unit) {
        String name = words.unit(unit.unitId());
        return name.equals(unit.unitId()) ? unit.unitName() : name;
    }

    String time(LocalDateTime time) {
        return words.time(time);
    }

    /** A value in words: a rate and a mark as percentages, a count with what is counted. */
    static String value(Indicator indicator, BigDecimal value, FigureWords figure) {
        if (value == null) {
            return "没有数据";
        }
        if (indicator.figure() == null) {
            return plain(value) + "%";
        }
        return figure == null ? plain(value) : figure.rate() ? plain(value.movePointRight(2).setScale(2, RoundingMode.HALF_UP)) + "%" : plain(value) + figure.unitWord();
    }

    /** Items with lost points, those that lost most first. */
    public List<ItemScore> mostLost(ScoreSheet sheet) {
        return sheet.items().stream().filter(item -> item.lost().signum() > 0).sorted(Comparator.comparing(ItemScore::lost).reversed()).limit(LOST).toList();
    }

    /** For templates. */
    public String number(BigDecimal number) {
        return plain(number);
    }

    /** Without needless zeros. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
