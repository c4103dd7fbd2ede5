package org.govintegrity.demo;

import org.govintegrity.assessment.AssessmentFile;
import org.govintegrity.assessment.AssessmentFiles;
import org.govintegrity.assessment.AssessmentService;
import org.govintegrity.assessment.AssessmentState;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.assessment.Candidate;
import org.govintegrity.assessment.DataSets;
import org.govintegrity.assessment.Institutions;
import org.govintegrity.assessment.NewTie;
import org.govintegrity.assessment.TieKind;
import org.govintegrity.assessment.Upload;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.demo.FormAnswers.Question;
import org.govintegrity.engine.TimeMachine;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.UnitKind;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.govintegrity.demo.FormAnswers.form;

/**
 * The third-party assessment of the year, which the timer of 1 June opens: three institutions apply, the one with the fewest ties is chosen and the unit it
 * is tied to left out, data go to it and are destroyed, its scores count and its summary is published. In an office of two, one registers and proposes and
 * the other approves: whoever has registered an institution may not approve it.
 */
@Component
@Profile("demo-year")
class AssessmentYear {

    /** Start timer of the model {@code third-party-assessment}. */
    private static final MonthDay OPENS = MonthDay.of(6, 1);
    private static final int REGISTERED_BEFORE = 14;
    private static final String REGISTRAR = District.JOINT.get(0);
    private static final List<String> NAMES = List.of("示例社会调查评估有限公司", "示例绩效评价咨询有限公司", "示例公共管理研究有限公司");
    /** Of enterprises of {@link Happenings#enterprise}, beyond those that appear in files. */
    private static final int FIRST_NUMBER = 900_000;
    /** Units assessed in a full year, and the fewest with which two institutions are tied differently. */
    private static final int UNITS = 30;
    private static final int FEWEST_UNITS = 6;
    private static final String APPROVED = "approved";

    private final TimeMachine machine;
    private final Registry registry;
    private final People people;
    private final DemoYear year;
    private final Clock clock;
    private final Assessments assessments;
    private final AssessmentService service;
    private final Institutions institutions;
    private final DataSets data;
    private final AssessmentFiles files;
    private final List<Long> registered = new ArrayList<>();
    private Agenda agenda;

    AssessmentYear(FormAnswers answers, TimeMachine machine, Registry registry, People people, DemoYear year, Clock clock, Assessments assessments, AssessmentService service,
                   Institutions institutions, DataSets data, AssessmentFiles files) {
        this.machine = machine;
        this.registry = registry;
        this.people = people;
        this.year = year;
        this.clock = clock;
        this.assessments = assessments;
        this.service = service;
        this.institutions = institutions;
        this.data = data;
        this.files = files;
        choosing(answers);
        working(answers);
        failing(answers);
    }

    /** Puts the registration of the institutions on the agenda, if the timer comes within the year. */
    void begin(Agenda agenda) {
        this.agenda = agenda;
        LocalDate opens = OPENS.atYear(year.from().getYear());
        opens = opens.isBefore(year.from()) ? opens.plusYears(1) : opens;
        if (opens.isAfter(year.until())) {
            return;
        }
        LocalDate day = opens.minusDays(REGISTERED_BEFORE);
        agenda.add(people.at(day.isBefore(year.from()) ? year.from() : day, year.dice().on("institutions")), this::register);
    }

    private void register() {
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            String code = Happenings.enterprise(FIRST_NUMBER + i);
            String contact = "综合部 0631-845000" + i;
            registered.add(machine.as(REGISTRAR, () -> institutions.register(name, code, contact, "社会调查和绩效评价业务，近三年完成同类项目五个，有专职评估人员十二名")));
        }
    }

    // --- who is to do it

    private void choosing(FormAnswers answers) {
        answers.put("userTask_planAssessment", q -> {
            List<String> units = new ArrayList<>(q.options("unitOptions").stream().filter(this::assessable).sorted().toList());
            Collections.shuffle(units, q.random);
            String no = q.task.caseNo();
            agenda.add(people.at(q.today().plusDays(1), year.dice().on("applications", no)), () -> apply(no));
            return form("scope", "some", "units", List.copyOf(units.subList(0, Math.min(units.size(), Math.max(FEWEST_UNITS, year.many(UNITS))))),
                    "aspects", "服务承诺兑现、政务公开、合同履行和群众满意度", "budget", "列入联席会议办公室" + q.today().getYear() + "年部门预算");
        });
        answers.put("userTask_proposeInstitution", q -> {
            if (!q.person.equals(REGISTRAR)) {
                throw Refusal.forbidden("登记报名的人提出人选，没有登记的人审核，这样才有人不用回避。");
            }
            String no = q.task.caseNo();
            Candidate best = institutions.candidates(no).stream().min(Comparator.comparingInt((Candidate c) -> service.conflicts(no, c.institutionId()).size()).thenComparing(Candidate::creditCode))
                    .orElseThrow(() -> Refusal.unprocessable("还没有机构报名，先等报名。"));
            return form("decision", "choose", "institution", String.valueOf(best.institutionId()), "interest", "exclude",
                    "reasons", "三家机构比较：资质和业绩相当，该机构与被评单位的利害关系最少，方案可行，报价在预算以内");
        });
        answers.put("userTask_considerAgain", q -> form("decision", "again", "reasons", "延长报名时间，扩大征集范围"));
        answers.put("userTask_approveInstitution", q -> form("decision", "agree", "reason", "三家机构的材料齐全，有利害关系的单位已经排除"));
    }

    private boolean assessable(String unit) {
        UnitKind kind = registry.unit(unit).kind();
        return (kind == UnitKind.GOVERNMENT || kind == UnitKind.STREET_OR_TOWN) && !District.OFFICES.contains(unit);
    }

    /** The first is tied to one unit, and to another by a contract too long ago to count; the second to two; the third to three. */
    private void apply(String no) {
        if (!assessments.get(no).in(AssessmentState.CHOOSING) || !institutions.candidates(no).isEmpty()) {
            return;
        }
        List<String> units = assessments.assessed(no);
        LocalDate today = LocalDate.now(clock);
        List<List<NewTie>> ties = List.of(
                List.of(tie(units.get(0), TieKind.CONTRACT, "去年承接该单位的满意度调查", today.minusMonths(8)), tie(units.get(1), TieKind.CONTRACT, "五年前承接该单位的档案整理", today.minusYears(5))),
                List.of(tie(units.get(2), TieKind.HOLDING, "该单位下属公司持有机构的股份", null), tie(units.get(3), TieKind.DISPUTE, "与该单位的合同纠纷正在诉讼", null)),
                List.of(tie(units.get(1), TieKind.STAFF, "机构负责人的配偶在该单位任职", null), tie(units.get(4), TieKind.CONTRACT, "正在承接该单位的咨询项目", null),
                        tie(units.get(5), TieKind.OTHER, "免费使用该单位的办公用房", null)));
        for (int i = 0; i < registered.size(); i++) {
            long institution = registered.get(i);
            List<NewTie> theirs = ties.get(i);
            as(REGISTRAR, () -> institutions.apply(no, institution, "如实申报与被评单位的利害关系，对所用数据保密，独立评价并对结果负责。", today, false, theirs,
                    pdf("承诺书", no + institution), pdf("资质证明", no + institution)));
        }
    }

    private static NewTie tie(String unit, TieKind kind, String words, LocalDate ended) {
        return new NewTie(unit, kind.code, words, ended);
    }

    // --- what it gets and what it hands in

    private void working(FormAnswers answers) {
        answers.put("userTask_listData", q -> {
            String source = registry.unit(registry.person(q.person).unitId()).fullName();
            return form("need", "some", "rows", List.of(
                    form("title", "承诺兑现汇总表", "contents", "各单位公开承诺的件数和按期兑现的件数，用于核对兑现情况", "source", source, "secrecy", "internal", "personal", "no"),
                    form("title", "政务公开目录", "contents", "各单位政务公开事项的目录，用于核对公开情况", "source", source, "secrecy", "public", "personal", "no"),
                    form("title", "办件群众名册", "contents", "办件群众的姓名和电话，机构想用来抽样回访", "source", source, "secrecy", "internal", "personal", "yes")));
        });
        answers.put("userTask_approveData", q -> form("decision", "approve", "rows", List.of(form("no", 2, "reason", "目录在政府网站上可以查到，没有必要移交"))));
        answers.put("userTask_handOverData", q -> {
            handOver(q);
            return form("complete", true);
        });
        answers.put("userTask_receiveReport", q -> {
            handIn(q);
            return form("decision", "received");
        });
        answers.put("userTask_reviewReport", q -> form("decision", "accept", "words", "方法和样本符合约定，与本系统得分相差较大的单位已经复核，结论可信"));
        answers.put("userTask_draftSummary", q -> form("decision", "publish", "title", assessments.get(q.task.caseNo()).evalYear() + "年度政务诚信第三方评估报告摘要",
                "summary", "采用问卷、实地核查和资料比对的方法。\n总体情况较好，服务承诺多数按期兑现，政务公开比较规范。\n合同履行的资料不够完整，建议各单位完善承诺台账。"));
        answers.put("userTask_confirmDestruction", this::destroyed);
        answers.put("userTask_returnData", this::destroyed);
    }

    private void handOver(Question q) {
        String no = q.task.caseNo();
        for (String paper : List.of(AssessmentFile.CONTRACT, AssessmentFile.AGREEMENT)) {
            file(q, paper, paper.equals(AssessmentFile.CONTRACT) ? "委托合同" : "保密协议");
        }
        Random random = year.dice().on("assessment data", no);
        List<List<String>> rows = assessments.assessed(no).stream().map(id -> {
            int promised = 20 + random.nextInt(30);
            return List.of(registry.unit(id).fullName(), String.valueOf(promised), String.valueOf(promised - random.nextInt(4)));
        }).toList();
        data.of(no).stream().filter(set -> set.state().equals(APPROVED)).forEach(set -> as(q.person, () -> data.handOver(no, set.seq(), xlsx(set.title(), List.of("单位", "承诺件数", "按期兑现件数"), rows),
                "机构项目组", q.today(), pdf("数据接收单", no + set.seq()))));
    }

    private void handIn(Question q) {
        String no = q.task.caseNo();
        int round = assessments.get(no).round();
        if (files.latest(no, AssessmentFile.CONTRACT).isEmpty()) {
            file(q, AssessmentFile.CONTRACT, "委托合同");   // where there were no data to hand over
        }
        if (files.latest(no, AssessmentFile.SCORES).filter(scores -> scores.round() == round && !scores.used()).isPresent()) {
            return;
        }
        Random random = year.dice().on("assessment scores", no, round);
        List<List<String>> rows = assessments.assessed(no).stream().map(id -> List.of(registry.unit(id).fullName(), String.valueOf(72 + random.nextInt(24)))).toList();
        as(q.person, () -> files.handIn(no, pdf("评估报告", no + round), xlsx("第三方评分", List.of("单位", "得分"), rows)));
    }

    private Map<String, Object> destroyed(Question q) {
        file(q, AssessmentFile.DESTRUCTION, "数据销毁证明");
        return form("way", "destroyed", "on", q.today().toString(), "words", "现场核对机构的存储设备，两人在场，销毁证明已经盖章");
    }

    /** Uploads a paper unless it is there. */
    private void file(Question q, String kind, String name) {
        String no = q.task.caseNo();
        if (files.latest(no, kind).isEmpty()) {
            as(q.person, () -> files.add(no, kind, pdf(name, no)));
        }
    }

    // --- were it to fail

    private void failing(FormAnswers answers) {
        answers.put("userTask_registerStatement", q -> form("decision", "stated", "statement", "承认工作中的疏漏，愿意按照合同改正"));
        answers.put("userTask_decideSanction", q -> form("decision", "circular", "reasons", "事实清楚，机构没有异议，予以通报"));
    }

    private void as(String person, Runnable deed) {
        machine.as(person, () -> {
            deed.run();
            return null;
        });
    }

    private static Upload pdf(String name, String matter) {
        return new Upload(name + ".pdf", FormAnswers.paper(name + matter).getByteArray());
    }

    private static Upload xlsx(String name, List<String> headings, List<List<String>> rows) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            TableSheet.xlsx(file, new TableSheet.Sheet(name, headings, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Upload(name + ".xlsx", file.toByteArray());
    }
}
