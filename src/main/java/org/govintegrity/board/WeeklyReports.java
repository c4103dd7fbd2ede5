package org.govintegrity.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.board.WeeklyReport.ClauseLine;
import org.govintegrity.board.WeeklyReport.Content;
import org.govintegrity.board.WeeklyReport.LateLine;
import org.govintegrity.board.WeeklyReport.UnitLine;
import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Sha256;
import org.govintegrity.notice.Notices;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the weekly report, once a week, keeps it and tells the offices. */
@Service
@Transactional
public class WeeklyReports {

    /** Kind of its cases and name of its notice. */
    public static final String KIND = "weekly-report";
    /** Where no report was made for longer, the gap is not made up for. */
    private static final int LONGEST_DAYS = 35;
    private static final int LATE_LISTED = 20;
    private static final List<Role> ADDRESSEES = List.of(Role.SUPERVISOR, Role.JOINT_OFFICE, Role.LEADER);
    private static final String SELECT = "select case_no, from_on, to_on, content, sha256, made_at from board_report ";

    private final Board board;
    private final JdbcClient jdbc;
    private final Conditions conditions;
    private final WorkingDays workingDays;
    private final Cases cases;
    private final Notices notices;
    private final WeeklyReportFiles files;
    private final PaperTemplates templates;
    private final Registry registry;
    private final ObjectMapper json;
    private final Clock clock;
    private final RowMapper<WeeklyReport> report;

    WeeklyReports(Board board, JdbcClient jdbc, Conditions conditions, WorkingDays workingDays, Cases cases, Notices notices, WeeklyReportFiles files, PaperTemplates templates,
                  Registry registry, ObjectMapper json, Clock clock) {
        this.board = board;
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.workingDays = workingDays;
        this.cases = cases;
        this.notices = notices;
        this.files = files;
        this.templates = templates;
        this.registry = registry;
        this.json = json;
        this.clock = clock;
        this.report = (row, i) -> new WeeklyReport(row.getString("case_no"), row.getObject("from_on", LocalDate.class), row.getObject("to_on", LocalDate.class),
                row.getObject("made_at", LocalDateTime.class), row.getString("sha256"), read(row.getString("content"), row.getString("sha256")));
    }

    /**
     * Makes the report of the days since the last one, up to yesterday: on the first working day of a week, or on a later one where
     * that was missed.
     *
     * @return its number; empty on a day without work, and where this week has its report already
     */
    public Optional<String> write() {
        LocalDate today = LocalDate.now(clock);
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (!workingDays.isWorkingDay(today) || jdbc.sql("select count(*) from board_report where week_on = ?").param(week).query(Integer.class).single() > 0) {
            return Optional.empty();
        }
        LocalDate to = today.minusDays(1);
        LocalDate from = jdbc.sql("select max(to_on) from board_report").query(LocalDate.class).optional().map(last -> last.plusDays(1))
                .filter(next -> !next.isBefore(today.minusDays(LONGEST_DAYS)) && !next.isAfter(to)).orElse(week.minusDays(7));
        String no = cases.open(NewCase.numbered("ZB", KIND, "看板周报（" + ChineseDates.date(from) + "至" + ChineseDates.date(to) + "）", null, List.of("四.3"), null)).caseNo();
        String content = written(content(new BoardQuery(from, to, from, null, null, null, BoardQuery.Reader.system())));
        jdbc.sql("insert into board_report (case_no, week_on, from_on, to_on, content, sha256, made_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(no, week, from, to, content, Sha256.hex(content), LocalDateTime.now(clock)).update();
        return Optional.of(no);
    }

    /** Tells the offices; by mail it goes with its files. Commits with the token's move, so it happens once. */
    public void serve(String no) {
        WeeklyReport made = get(no);
        String pdf = files.pdfProblem() == null ? "PDF和Word" : "Word（服务器上没有可以嵌入PDF的中文字体）";
        for (Role office : ADDRESSEES) {
            notices.issue(KIND, no, office.id(), Map.of("caseNo", no, "range", range(made), "summary", made.content().summary(), "changes", made.content().changes(),
                    "ladder", made.content().ladder(), "complaints", made.content().complaints(), "formats", pdf));
        }
        cases.close(no, "served", "周报已送监督员、联席会议办公室和区政府领导");
    }

    /** A process that ended otherwise leaves no open case behind. */
    public void abandon(String no) {
        cases.find(no).filter(CaseFile::open).ifPresent(file -> cases.close(no, "cancelled", "周报没有送达"));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<WeeklyReport> all() {
        return jdbc.sql(SELECT + "order by week_on desc").query(report).list();
    }

    /** @throws Refusal not found; or a conflict, where what was kept is no longer what was made */
    @Transactional(readOnly = true)
    public WeeklyReport get(String no) {
        WeeklyReport found = jdbc.sql(SELECT + "where case_no = ?").param(no).query(report).optional()
                .orElseThrow(() -> Refusal.notFound("没有编号为“" + (no.length() > 40 ? no.substring(0, 40) + "…" : no) + "”的周报，请从周报清单打开。"));
        if (found.content() == null) {
            throw Refusal.conflict("周报" + no + "的底本与校验值不符，可能被改动过，不再提供。请管理员从备份核对。");
        }
        return found;
    }

    static String range(WeeklyReport report) {
        return ChineseDates.date(report.from()) + "至" + ChineseDates.date(report.to());
    }

    private Content content(BoardQuery query) {
        Board.Picture picture = board.picture(query);
        Board.Counts total = picture.heat().total();
        Board.Pace all = picture.all();
        String summary = "截至" + ChineseDates.time(LocalDateTime.now(clock)) + "，超期未办结" + total.late() + "项，临期" + total.near() + "项，其他在办" + total.running() + "项；本周办结" + total.done() + "项。"
                + (all.due() == 0 ? "本周没有到期的任务。" : "本周到期" + all.due() + "项，按期办结" + all.inTime() + "项，按期办结率" + all.rate() + "。")
                + (all.closed() == 0 ? "" : "办结的任务平均用时" + all.averageWorkingDays() + "个工作日。");
        Board.Numbers changes = picture.changes();
        String changed = "新超期" + changes.of(BoardSet.NEWLY_LATE) + "项，办结" + changes.of(BoardSet.NEWLY_DONE) + "项，新投诉" + changes.of(BoardSet.NEW_COMPLAINTS) + "件，新立案的失信认定"
                + changes.of(BoardSet.NEW_FINDINGS) + "件" + (picture.warnings() == null ? "" : "，新预警" + changes.of(BoardSet.NEW_WARNINGS) + "条，未消除的预警" + picture.warnings().size() + "条") + "。";
        Board.Numbers ladder = picture.ladder();
        String steps = "临期提醒" + ladder.of(BoardSet.REMINDERS) + "次，黄牌" + ladder.of(BoardSet.YELLOWS) + "张，红牌" + ladder.of(BoardSet.REDS) + "张，约谈" + ladder.of(BoardSet.INTERVIEWS) + "次。";
        Board.Numbers open = picture.open();
        String complaints = "办理中的投诉" + open.of(BoardSet.COMPLAINTS) + "件：15日以内" + open.of(BoardSet.COMPLAINTS_15) + "件，16至60日" + open.of(BoardSet.COMPLAINTS_60) + "件，61至90日"
                + open.of(BoardSet.COMPLAINTS_90) + "件，超过90日" + open.of(BoardSet.COMPLAINTS_OLD) + "件。";
        Map<String, String> rates = new HashMap<>();
        picture.units().forEach(pace -> rates.put(pace.id(), pace.rate()));
        List<UnitLine> units = picture.heat().rows().stream().filter(row -> !row.total().equals(Board.Counts.NOTHING) || !rates.getOrDefault(row.subject().id(), "").isEmpty())
                .map(row -> new UnitLine(row.subject().name(), row.total().late(), row.total().near(), row.total().running(), row.total().done(),
                        rates.getOrDefault(row.subject().id(), "").isEmpty() ? "—" : rates.get(row.subject().id()))).toList();
        return new Content(templates.settings().issuer(), summary, changed, steps, complaints, units, clauses(picture.heat()), late(query));
    }

    private static List<ClauseLine> clauses(Board.HeatMap heat) {
        List<ClauseLine> lines = new ArrayList<>();
        for (int i = 0; i < heat.columns().size(); i++) {
            int column = i;
            Board.Counts sum = heat.rows().stream().map(row -> row.cells().get(column).counts()).reduce(Board.Counts.NOTHING, Board.Counts::plus);
            if (!sum.equals(Board.Counts.NOTHING)) {
                lines.add(new ClauseLine(heat.columns().get(i).label(), sum.late(), sum.near(), sum.running(), sum.done()));
            }
        }
        return lines;
    }

    /** Nothing of a confidential case, and of a task its kind only: its whole name may be a person's. */
    private List<LateLine> late(BoardQuery query) {
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> params = conditions.params(query);
        params.put("listed", LATE_LISTED);
        return jdbc.sql("select t.case_no, t.task_name, t.owner_group, t.due_on from " + conditions.listSource(BoardSet.Of.TASKS, query) + " and (" + BoardSet.LATE.condition
                        + ") and (c.confidential is null or c.confidential = false) order by t.due_on, t.task_id fetch first :listed rows only").params(params)
                .query((row, i) -> {
                    LocalDate due = row.getObject("due_on", LocalDate.class);
                    String owner = row.getString("owner_group");
                    return new LateLine(row.getString("case_no"), TaskEntry.kindOf(row.getString("task_name")),
                            registry.unitOfGroup(owner).map(Unit::shortName).or(() -> Role.of(owner).map(Role::title)).orElse(owner), due, today.toEpochDay() - due.toEpochDay());
                }).list();
    }

    private String written(Content content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report's content is plain data", e);
        }
    }

    /** Null if it is no longer what was made: what somebody changed is never shown. */
    private Content read(String content, String sha256) {
        try {
            return Sha256.hex(content).equals(sha256) ? json.readValue(content, Content.class) : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored report cannot be read", e);
        }
    }
}
