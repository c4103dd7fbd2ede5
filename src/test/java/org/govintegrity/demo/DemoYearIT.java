package org.govintegrity.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.govintegrity.engine.MovedClock;
import org.govintegrity.warning.Quality;
import org.govintegrity.warning.WarningQuality;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The demonstration year, played as a newcomer plays it, and then looked at from outside: with SQL, files and sums of its own, nothing of the code that
 * made it. In the ordinary build less happens than in the full year ({@code -Ddemo.volume=1}); the units, the months and the planted problems are all there.
 */
class DemoYearIT {

    private static final double VOLUME = Double.parseDouble(System.getProperty("demo.volume", "0.15"));
    private static final String LAST_DAY = "2026-11-29";

    @TempDir
    private static Path folder;
    private static PlayedYear year;
    private static JdbcClient jdbc;

    @BeforeAll
    static void play() {
        year = new PlayedYear(folder.resolve("year"), "--supervision.demo-year.until=" + LAST_DAY, "--supervision.demo-year.volume=" + VOLUME);
        jdbc = year.jdbc;
    }

    @AfterAll
    static void end() {
        if (year != null) {
            year.close();
        }
    }

    private static int count(String sql, Object... params) {
        return jdbc.sql("select count(*) from " + sql).params(List.of(params)).query(Integer.class).single();
    }

    private static List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    @Test
    void everybodyTookPartAndEveryFamilyHasCases() {
        assertThat(year.bean(TaskDesk.class).unanswerable()).as("tasks that nobody could do").isEmpty();
        assertThat(count("(select distinct unit_id from casefile_case where unit_id is not null)")).as("units with cases").isGreaterThanOrEqualTo(60);
        assertThat(count("evaluation_unit where final_at is not null and place is not null")).as("units evaluated and ranked").isGreaterThanOrEqualTo(60);
        assertThat(texts("select distinct kind from casefile_case")).contains("inspection", "unit-inspection", "rectification", "complaint", "complaint-consequence", "proposal-handling", "breach-finding",
                "credit-filing", "credit-objection", "credit-repair", "publication", "public-appraisal", "annual-evaluation", "quarterly-score", "third-party-score", "third-party-assessment", "spot-check");
        assertThat(texts("select distinct step from escalation_step")).as("each step of the ladder was taken").hasSizeGreaterThanOrEqualTo(4);
        assertThat(count("evaluation where state = 'closed' or approved_at is not null")).isPositive();
        assertThat(count("publication_item where published_on is not null")).isPositive();
        assertThat(count("disclosure_entry")).as("published rows, few of them returned").isGreaterThan(150).isGreaterThan(10 * count("disclosure_rejected"));
        assertThat(count("filing_row where state = 'filed'")).as("filed rows, few of them returned").isGreaterThan(10 * count("filing_row where state = 'refused'"));
    }

    @Test
    void everyTaskOfEveryModelCanBeFilledIn() throws Exception {
        List<String> keys = new ArrayList<>();
        try (Stream<Path> models = Files.walk(Path.of("processes"))) {
            for (Path model : models.filter(file -> file.toString().endsWith(".bpmn")).toList()) {
                Matcher task = Pattern.compile("userTask id=\"([^\"]+)\"").matcher(Files.readString(model));
                while (task.find()) {
                    keys.add(task.group(1));
                }
            }
        }
        assertThat(year.bean(FormAnswers.class).known()).containsAll(keys);
    }

    @Test
    void oneThirdPartyAssessmentWasPlayedToItsEnd() {
        String no = jdbc.sql("select case_no from assessment where state = 'completed'").query(String.class).single();
        assertThat(count("assessment a join casefile_case c on c.case_no = a.case_no where c.outcome = 'completed' and a.proposed_by <> a.approved_by and a.published_on is not null and a.destroyed_on is not null and a.late_on is null")).isEqualTo(1);
        assertThat(texts("select c.closed_by from casefile_task c where c.case_no = '" + no + "' and c.task_key in ('userTask_receiveReport', 'userTask_reviewReport')")).as("two people").hasSize(2).doesNotHaveDuplicates();
        assertThat(count("assessment_candidate where case_no = ?", no)).isEqualTo(3);
        assertThat(count("assessment_unit where case_no = ? and excluded_why is not null", no)).as("the unit to which the institution is tied").isEqualTo(1);
        assertThat(texts("select state from assessment_data where case_no = '" + no + "' order by seq")).as("one handed over, one not needed, one about persons").containsExactly("handed", "refused", "refused");
        assertThat(count("evaluation_third_party t join assessment a on a.scores_no = t.case_no where a.case_no = ? and t.verdict = 'accepted' and t.held = false", no)).as("scores that count")
                .isEqualTo(count("assessment_unit where case_no = ? and excluded_why is null", no)).isGreaterThanOrEqualTo(5);
        assertThat(texts("select kind from publication_document where origin_no = '" + no + "' and published_on is not null")).containsExactlyInAnyOrder("assessment-institution", "assessment-report");
        assertThat(count("notice where case_no = ? and template = 'assessment-chosen'", no)).as("told once each").isEqualTo(count("assessment_unit where case_no = ? and excluded_why is null", no));
    }

    // --- no token is stuck

    @Test
    void noTokenIsStuck() {
        assertThat(count("ACT_RU_INCIDENT")).as("incidents").isZero();
        assertThat(texts("select HANDLER_TYPE_ || ' ' || HANDLER_CFG_ from ACT_RU_JOB where RETRIES_ <= 0 or EXCEPTION_MSG_ is not null")).as("jobs that failed").isEmpty();
        assertThat(texts("select HANDLER_TYPE_ || ' ' || PROCESS_DEF_KEY_ from ACT_RU_JOB where PROCESS_DEF_KEY_ is not null and (DUEDATE_ is null or DUEDATE_ < timestamp '" + year.end() + "')")).as("work left undone").isEmpty();
        assertThat(texts("""
                select e.ACT_ID_ || ' of ' || coalesce(r.BUSINESS_KEY_, '') from ACT_RU_EXECUTION e left join ACT_RU_EXECUTION r on r.ID_ = e.PROC_INST_ID_
                where not exists (select 1 from ACT_RU_EXECUTION c where c.PARENT_ID_ = e.ID_) and not exists (select 1 from ACT_RU_EXECUTION c where c.SUPER_EXEC_ = e.ID_)
                    and not exists (select 1 from ACT_RU_TASK t where t.EXECUTION_ID_ = e.ID_) and not exists (select 1 from ACT_RU_EVENT_SUBSCR s where s.EXECUTION_ID_ = e.ID_)
                    and not exists (select 1 from ACT_RU_JOB j where j.EXECUTION_ID_ = e.ID_)
                    and not (e.ACT_ID_ like 'gateway_join%' and exists (select 1 from ACT_RU_EXECUTION o where o.PROC_INST_ID_ = e.PROC_INST_ID_ and o.ID_ <> e.ID_
                        and (exists (select 1 from ACT_RU_TASK t where t.EXECUTION_ID_ = o.ID_) or exists (select 1 from ACT_RU_EXECUTION c where c.SUPER_EXEC_ = o.ID_))))""")).as("tokens that wait for nothing").isEmpty();
        assertThat(texts("select t.NAME_ from ACT_RU_TASK t where not exists (select 1 from casefile_task b where b.task_id = t.ID_ and b.closed_at is null and b.due_on is not null)"))
                .as("open tasks without a limit").isEmpty();
        assertThat(texts("select b.case_no || ' ' || b.task_name from casefile_task b where b.closed_at is null and not exists (select 1 from ACT_RU_TASK t where t.ID_ = b.task_id)"))
                .as("limits of tasks that are gone").isEmpty();
        assertThat(texts("select c.case_no from casefile_case c where c.closed_at is null and c.process_instance_id is not null and not exists (select 1 from ACT_RU_EXECUTION e where e.PROC_INST_ID_ = c.process_instance_id)"))
                .as("open cases whose process is over").isEmpty();
        assertThat(texts("select b.case_no || ' ' || b.task_name || ' ' || b.due_on from casefile_task b where b.duty and b.closed_at is null and b.due_on < date '" + LAST_DAY + "' and not exists (select 1 from escalation_step s where s.task_id = b.task_id and s.step = 'YELLOW')"))
                .as("late tasks without a card").isEmpty();
    }

    // --- every due date is the rule's sum

    @Test
    void everyDueDateIsTheSumOfItsRule() throws Exception {
        OwnDays days = new OwnDays();
        List<String> wrong = new ArrayList<>();
        int[] seen = {0};
        jdbc.sql("select * from casefile_task").query((ResultSet row) -> {
            seen[0]++;
            LocalDate due = row.getObject("due_on", LocalDate.class);
            LocalDate own = days.due(row.getString("rule_id"), row.getObject("start_on", LocalDate.class), row.getObject("as_of", LocalDate.class), row.getInt("extended_by"));
            if (!due.equals(own)) {
                wrong.add(row.getString("case_no") + " " + row.getString("task_key") + " " + row.getString("rule_id") + " from " + row.getString("start_on") + ": " + due + ", not " + own);
            }
        });
        assertThat(seen[0]).as("limits counted anew").isGreaterThan(500);
        jdbc.sql("select t.*, c.opened_on from casefile_timer t join casefile_case c on c.case_no = t.case_no").query((ResultSet row) -> {
            LocalDate due = row.getObject("due_on", LocalDate.class);
            LocalDate own = days.due(row.getString("rule_id"), row.getObject("start_on", LocalDate.class), row.getObject("opened_on", LocalDate.class), 0);
            if (!due.equals(own)) {
                wrong.add(row.getString("case_no") + " timer " + row.getString("rule_id") + " from " + row.getString("start_on") + ": " + due + ", not " + own);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(texts("select t.NAME_ from ACT_RU_TASK t join casefile_task b on b.task_id = t.ID_ where cast(t.DUE_DATE_ as date) <> b.due_on")).as("the engine's dates say the same").isEmpty();
    }

    // --- every breach has its record and its notices

    @Test
    void everyBreachHasItsRecordAndItsNotices() {
        List<String> found = texts("select f.case_no from breach_finding f join casefile_case c on c.case_no = f.case_no where c.outcome = 'found'");
        assertThat(found).isNotEmpty();
        for (String no : found) {
            String unit = jdbc.sql("select unit_id from casefile_case where case_no = ?").param(no).query(String.class).single();
            assertThat(count("credit_record r join credit_subject s on s.id = r.subject where r.case_no = ? and s.kind = 'unit' and s.subject_id = ?", no, unit)).as("record of %s", no).isEqualTo(1);
            for (String template : List.of("breach-proposal", "breach-decision")) {
                assertThat(count("notice where case_no = ? and template = ? and addressee = ?", no, template, unit)).as("%s of %s", template, no).isEqualTo(1);
            }
            assertThat(jdbc.sql("select breach_class from credit_record where case_no = ? fetch first 1 rows only").param(no).query(String.class).single())
                    .isEqualTo(jdbc.sql("select decided_class from breach_finding where case_no = ?").param(no).query(String.class).single());
        }
        assertThat(texts("select r.record_no from credit_record r where r.case_no like 'SX-%' and r.kind = 'breach' and not exists (select 1 from breach_finding f where f.case_no = r.case_no)")).isEmpty();
    }

    // --- no person is public

    @Test
    void noPersonIsPublic() throws Exception {
        assertThat(texts("""
                select i.record_no from publication_item i join credit_record r on r.record_no = i.record_no join credit_subject s on s.id = r.subject
                where s.kind = 'person' and i.published_on is not null""")).isEmpty();
        StringBuilder shown = new StringBuilder();
        for (String path : List.of("/public", "/public/units", "/public/complaints", "/public/disclosures", "/public/disclosures?kind=penalty", "/public/records", "/public/records.json", "/public/documents", "/public/documents.json", "/public/appraisals")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            shown.append(answer.body());
        }
        for (String document : texts("select case_no from publication_document where published_on is not null")) {
            shown.append(get("/public/documents/" + document).body());
        }
        shown.append(String.join("\n", texts("select shown from publication_item where shown is not null"))).append(String.join("\n", texts("select shown from publication_document where shown is not null")));
        List<String> names = new ArrayList<>(Files.readAllLines(Path.of("seeds/wendeng/people.csv")).stream().skip(1).map(line -> line.split(",")[1]).toList());
        assertThat(names).hasSizeGreaterThan(100);
        assertThat(names.stream().filter(name -> shown.indexOf(name) >= 0)).as("names of officials on public pages").isEmpty();
        assertThat(shown.toString()).doesNotContainPattern("(?<![0-9A-Za-z])\\d{6}(19|20)\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])\\d{3}[0-9Xx](?![0-9A-Za-z])").doesNotContainPattern("(?<![0-9A-Za-z])1[3-9]\\d{9}(?![0-9A-Za-z])");
        JsonNode records = new ObjectMapper().readTree(get("/public/records.json").body());
        assertThat(records.toString()).doesNotContain("\"person\"");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + year.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    // --- the chain verifies

    private record Link(long seq, String previous, String hash, String computed) {
    }

    @Test
    void theChainVerifies() throws Exception {
        Map<Long, Link> links = new TreeMap<>();
        jdbc.sql("select r.*, s.kind as subject_kind, s.subject_id from credit_record r join credit_subject s on s.id = r.subject").query((ResultSet row) -> {
            Link link = link(row, "record", "seq", "record_no", "record_key", "subject_kind", "subject_id", "unit_id", "post", "kind", "breach_class", "clause", "facts", "document_name", "document_no", "document_date",
                    "decision", "publishable", "repair_from", "publish_until", "ends_on", "terms_basis", "sanction_until", "rule_used", "case_no", "source", "recorded_at", "recorded_by");
            links.put(link.seq(), link);
        });
        jdbc.sql("select * from credit_event").query((ResultSet row) -> {
            Link link = link(row, "event", "seq", "record_no", "event_key", "standing", "effective_on", "ref", "text", "happened_at", "actor");
            links.put(link.seq(), link);
        });
        String previous = "0".repeat(64);
        long expected = 1;
        for (Link link : links.values()) {
            assertThat(link.seq()).isEqualTo(expected++);
            assertThat(link.previous()).as("link %s joins the one before", link.seq()).isEqualTo(previous);
            assertThat(link.hash()).as("link %s is the sum of its content", link.seq()).isEqualTo(link.computed());
            previous = link.hash();
        }
        assertThat(jdbc.sql("select hash from credit_chain where id = 1").query(String.class).single()).as("the end of the chain").isEqualTo(previous);
        assertThat(links.size()).isGreaterThan(100);
    }

    private static Link link(ResultSet row, String kind, String... columns) throws SQLException {
        String previous = row.getString("prev_hash");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous.getBytes(StandardCharsets.US_ASCII));
            add(digest, kind);
            for (String column : columns) {
                Object value = column.equals("seq") ? (Object) row.getLong(column) : column.equals("publishable") ? (Object) row.getBoolean(column)
                        : List.of("document_date", "repair_from", "publish_until", "ends_on", "sanction_until", "effective_on").contains(column) ? row.getObject(column, LocalDate.class)
                        : List.of("recorded_at", "happened_at").contains(column) ? row.getObject(column, LocalDateTime.class) : row.getString(column);
                add(digest, value);
            }
            return new Link(row.getLong("seq"), previous, row.getString("hash"), HexFormat.of().formatHex(digest.digest()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Object value) {
        if (value == null) {
            digest.update((byte) 0);
            return;
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(("1" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    // --- scores recompute

    @Test
    void scoresRecompute() {
        int[] units = {0};
        jdbc.sql("""
                select s.unit_case_no, s.version, s.total, s.common, s.individual, s.bonus, s.grade, s.vetoes, (select sum(i.points) from evaluation_item i where i.unit_case_no = s.unit_case_no and i.version = s.version) as points
                from evaluation_score s""").query((ResultSet row) -> {
            units[0]++;
            BigDecimal sum = row.getBigDecimal("points");
            assertThat(row.getBigDecimal("common").add(row.getBigDecimal("individual")).add(row.getBigDecimal("bonus"))).as("parts of %s", row.getString(1)).isEqualByComparingTo(sum);
            BigDecimal total = row.getBigDecimal("total");
            if (row.getString("vetoes") == null) {
                assertThat(total).as("items of %s", row.getString(1)).isEqualByComparingTo(sum);
                assertThat(row.getString("grade")).isEqualTo(total.doubleValue() >= 90 ? "excellent" : total.doubleValue() >= 80 ? "good" : total.doubleValue() >= 60 ? "passed" : "failed");
            } else {
                assertThat(total).isLessThanOrEqualTo(sum);
            }
        });
        assertThat(units[0]).isGreaterThanOrEqualTo(120);
        jdbc.sql("""
                select i.unit_case_no, i.indicator_id, i.item_value, i.points, i.most from evaluation_item i where i.indicator_id in ('institutions', 'training', 'disclosure-quality', 'archive-quality', 'decisions', 'services')
                    and i.item_value is not null and not i.late and not i.voided""").query((ResultSet row) -> {
            assertThat(row.getBigDecimal("points")).as("%s of %s", row.getString(2), row.getString(1))
                    .isEqualByComparingTo(row.getBigDecimal("most").multiply(row.getBigDecimal("item_value")).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
        });
        Map<String, List<Object[]>> ranked = jdbc.sql("""
                select u.case_no, u.place, s.total from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                where u.place is not null and s.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no)""")
                .query((row, i) -> new Object[]{row.getString(1), row.getInt(2), row.getBigDecimal(3)}).list().stream().collect(Collectors.groupingBy(o -> (String) o[0]));
        assertThat(ranked).isNotEmpty();
        ranked.values().forEach(all -> all.forEach(one -> assertThat((int) one[1]).isEqualTo(1 + (int) all.stream().filter(o -> ((BigDecimal) o[2]).compareTo((BigDecimal) one[2]) > 0).count())));
        assertThat(texts("select q.unit_id || ' ' || q.quarter from evaluation_quarter q where q.points <> 1000 + (select coalesce(sum(i.points), 0) from evaluation_quarter_item i where i.unit_id = q.unit_id and i.quarter = q.quarter)"))
                .as("quarters that are not 1000 and the sum of their items").isEmpty();
        assertThat(count("evaluation_quarter")).isGreaterThanOrEqualTo(4 * 60);
    }

    // --- nothing was sent twice

    @Test
    void nothingWasSentTwice() {
        assertThat(texts("select notice_no || ' ' || channel || ' ' || recipient from notice_delivery where channel <> 'PHONE' group by notice_no, channel, recipient having count(*) > 1")).as("deliveries").isEmpty();
        assertThat(texts("select task_id || ' ' || step from escalation_step group by task_id, step having count(*) > 1")).as("steps of the ladder").isEmpty();
        assertThat(texts("""
                select template || ' ' || case_no || ' ' || addressee from notice
                where template in ('evaluation-result', 'evaluation-draft', 'quarterly-score', 'quarterly-scores', 'breach-proposal', 'breach-decision', 'inspection-notice', 'inspection-closed', 'rectification-notice', 'rectification-closed',
                    'proposal-dispatched', 'appraisal-opened', 'appraisal-result', 'credit-check-circular', 'repair-granted', 'assessment-chosen') group by template, case_no, addressee having count(*) > 1""")).as("notices of what happens once").isEmpty();
        assertThat(texts("select notice_no from notice n where not exists (select 1 from notice_delivery d where d.notice_no = n.notice_no)")).as("notices that reached nobody").isEmpty();
        assertThat(texts("select record_key from credit_record group by record_key having count(*) > 1")).as("records").isEmpty();
    }

    // --- what was planted is there

    @Test
    void plantedProblemsCanBeSeen() {
        List<PlantedProblem> planted = year.bean(PlantedProblems.class).list();
        assertThat(planted).hasSizeBetween(12, 18).extracting(PlantedProblem::kind).contains(PlantedProblem.Kind.values());
        assertThat(planted).extracting(PlantedProblem::unitId).doesNotHaveDuplicates();
        for (PlantedProblem p : planted) {
            String unit = p.unitId();
            LocalDate until = p.to().plusDays(60);
            switch (p.kind()) {
                case COURT_DEBTOR -> assertThat(count("credit_record r join credit_subject s on s.id = r.subject where s.subject_id = ? and r.kind = 'judgment' and r.recorded_at between ? and ?", unit, p.from(), until)).as("%s", p).isPositive();
                case ARREARS -> assertThat(count("complaint where unit_id = ? and category = 'arrears' and received_on between ? and ?", unit, p.from(), until)).as("%s", p).isGreaterThanOrEqualTo(3);
                case RISING_COMPLAINTS -> assertThat(count("complaint where unit_id = ? and received_on between ? and ?", unit, p.from(), p.to()))
                        .as("%s", p).isGreaterThan(2 * count("complaint where unit_id = ? and received_on < ?", unit, p.from()));
                case LATE_DISCLOSURE -> assertThat(count("disclosure_entry where unit_id = ? and late and received_on between ? and ?", unit, p.from(), p.to())).as("%s", p).isPositive();
                case SILENT_SOURCE -> assertThat(count("filing f join casefile_case c on c.case_no = f.case_no where f.source_id = ? and c.opened_on between ? and ?", unit, p.from(), p.to())).as("%s", p).isZero();
                case UPHELD_OBJECTIONS -> assertThat(count("credit_objection o join credit_record r on r.record_no = o.record_no where r.source = ? and o.outcome = 'withdrawn'", unit)).as("%s", p).isGreaterThanOrEqualTo(2);
                case IGNORED_TASKS -> assertThat(count("escalation_step where unit_id = ? and step in ('YELLOW', 'RED') and taken_at between ? and ?", unit, p.from(), until)).as("%s", p).isPositive();
                case FALLING_SCORE -> {
                    List<BigDecimal> points = jdbc.sql("select points from evaluation_quarter where unit_id = ? order by quarter").param(unit).query(BigDecimal.class).list();
                    assertThat(points.get(points.size() - 1)).as("%s: %s", p, points).isLessThan(points.stream().max(BigDecimal::compareTo).orElseThrow());
                }
            }
        }
    }

    // --- whether early warning finds what was planted

    /** The goals are held for the whole year ({@code -Ddemo.volume=1}); in a small one there is hardly a task that two of the units could ignore. */
    @Test
    void earlyWarningFindsMostOfWhatWasPlanted() throws Exception {
        DemoYear played = year.bean(DemoYear.class);
        Quality.Measured measured = year.bean(WarningQuality.class).measure(year.bean(PlantedProblems.class).list().stream().map(PlantedProblem::asPlanted).toList(),
                played.from().plusDays(PlantedProblems.quietDays()), played.until());
        StringBuilder report = new StringBuilder();
        measured.rules().forEach(q -> report.append(words(q)));
        report.append("ours ").append(words(measured.together())).append("plain ").append(words(measured.plainTogether()));
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "early warning in the played year\n" + report);
        assertThat(measured.together().planted()).isEqualTo(16);
        assertThat(measured.together().recall()).as(report.toString()).isGreaterThanOrEqualTo(VOLUME < 1 ? 0.75 : 0.9);
        assertThat(measured.together().precision()).as(report.toString()).isGreaterThanOrEqualTo(0.7).isGreaterThan(measured.plainTogether().precision());
        assertThat(count("warning where triaged_on is not null")).as("raised in the year and triaged").isPositive();
    }

    private static String words(Quality q) {
        return "%s: %d alarms, %d right, %d planted, %d found, precision %.2f, recall %.2f%n".formatted(q.title(), q.alarms(), q.right(), q.planted(), q.found(), q.precision(), q.recall());
    }

    // --- the same seed, the same year; with mail

    @Test
    void theSameSeedGivesTheSameYearAndEachMailOnce() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            List<String> shorter = List.of("--supervision.demo-year.until=2026-03-31", "--supervision.demo-year.months=1", "--supervision.demo-year.volume=0.1", "--spring.mail.host=127.0.0.1",
                    "--spring.mail.port=" + server.getSmtp().getPort(), "--supervision.mail.from=supervision@wendeng.example");
            String first;
            try (PlayedYear one = new PlayedYear(folder.resolve("one"), shorter.toArray(String[]::new))) {
                first = one.story();
                assertThat(one.jdbc.sql("select count(*) from casefile_case").query(Integer.class).single()).isGreaterThan(10);
                List<String> mails = new ArrayList<>();
                for (MimeMessage mail : server.getReceivedMessages()) {
                    mails.add(mail.getMessageID() + " " + mail.getAllRecipients()[0]);
                }
                assertThat(mails).doesNotHaveDuplicates().hasSizeGreaterThan(10)
                        .hasSize(one.jdbc.sql("select count(*) from notice_delivery where channel = 'MAIL' and state = 'SENT'").query(Integer.class).single());
            }
            try (PlayedYear other = new PlayedYear(folder.resolve("other"), shorter.toArray(String[]::new))) {
                assertThat(other.story()).isEqualTo(first);
            }
            int sent = server.getReceivedMessages().length;
            try (PlayedYear again = new PlayedYear(folder.resolve("other"), shorter.toArray(String[]::new))) {
                assertThat(again.bean(MovedClock.class).moved()).as("a year that is over is not played again").isFalse();
                assertThat(again.story()).isEqualTo(first);
            }
            assertThat(server.getReceivedMessages()).as("nor is anything sent again").hasSize(sent);
        } finally {
            server.stop();
        }
    }

    @Test
    void aYearEndsTodayAtTheLatest() {
        LocalDateTime now = LocalDateTime.of(2026, 11, 29, 9, 30);
        DemoYear twelve = DemoYear.of(new DemoYearSettings("x", 1, null, 12, 1), now);
        assertThat(twelve.from()).isEqualTo(LocalDate.of(2025, 11, 30));
        assertThat(twelve.end()).isEqualTo(now);
        assertThatThrownBy(() -> DemoYear.of(new DemoYearSettings("x", 1, LocalDate.of(2026, 11, 30), 12, 1), now)).hasMessageContaining("不能晚于今天");
        assertThatThrownBy(() -> DemoYear.of(new DemoYearSettings("x", 1, null, 13, 1), now)).hasMessageContaining("1到12");
        assertThatThrownBy(() -> DemoYear.of(new DemoYearSettings("x", 1, null, 12, 2), now)).hasMessageContaining("0.05到1");
    }

    /** What an interrupted play leaves is cleared away, what is somebody else's is not. */
    @Test
    void aPlayThatWasBrokenOffBeginsAnew() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("district.mv.db"), "half a year");
        Files.writeString(Files.createDirectories(broken.resolve("evidence")).resolve("x"), "x");
        Files.writeString(broken.resolve("mine.txt"), "mine");
        YearFolder left = new YearFolder(broken.toString());
        assertThat(left.played()).isEmpty();
        left.clear();
        assertThat(broken).isDirectoryContaining(path -> path.endsWith("mine.txt")).isDirectoryNotContaining(path -> path.endsWith("district.mv.db") || path.endsWith("evidence"));
        DemoYear was = new DemoYear(7, LocalDate.of(2025, 3, 1), LocalDateTime.of(2026, 2, 28, 17, 30), 0.5);
        left.finish(was, "一年");
        assertThat(left.played()).as("a mark without its database counts for nothing").isEmpty();
        Files.writeString(broken.resolve("district.mv.db"), "a year");
        assertThat(left.played()).as("what was planted follows from the year that was played, not from the day of another start").hasValue(new YearFolder.Played(was, "一年"));
    }
}
