package org.govintegrity.complaint;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseUnitChanged;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.casefile.TaskExtended;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps of a complaint inside the offices, from pre-check to the last answer (信访工作条例 2022; 保障中小企业款项支付条例 2025 第25条). */
@Service
@Transactional
public class ComplaintService {

    private static final Set<String> GRAVITIES = Set.of("minor", "general", "serious");

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final ComplaintConsequences consequences;
    private final ComplaintPublicity publicity;
    private final ComplaintFiles files;
    private final Correspondence letters;
    private final ComplaintRules rules;
    private final Cases cases;
    private final TaskBook book;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ComplaintService(JdbcClient jdbc, Complaints complaints, ComplaintConsequences consequences, ComplaintPublicity publicity, ComplaintFiles files, Correspondence letters, ComplaintRules rules,
                     Cases cases, TaskBook book, Notices notices, DeadlineService deadlines, Registry registry, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.consequences = consequences;
        this.publicity = publicity;
        this.files = files;
        this.letters = letters;
        this.rules = rules;
        this.cases = cases;
        this.book = book;
        this.notices = notices;
        this.deadlines = deadlines;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /**
     * What the pre-check decided.
     *
     * @param decision {@code accept}, {@code refuse}, {@code join} or {@code ask}
     * @param accused  the body complained of; null to leave it as it is
     * @param withheld numbers of files of which the handling unit gets no copy
     */
    public record Decision(String decision, String accused, String handler, Set<String> withheld, String refusalCode, String joinTo, String question, String reason) {
    }

    /** @throws Refusal if something is missing, or the unit that is to handle it is the body complained of */
    public void decide(String caseNo, Decision d) {
        Complaint c = complaints.get(caseNo);
        if (d.accused() != null) {
            Unit unit = unit(d.accused(), "被投诉单位");
            jdbc.sql("update complaint set unit_id = ? where case_no = ?").params(unit.id(), caseNo).update();
        }
        String accused = d.accused() == null ? c.unitId() : d.accused();
        impartial(accused, actor.id());
        switch (d.decision() == null ? "" : d.decision()) {
            case "accept" -> {
                if (accused == null) {
                    throw Refusal.invalid("请先核对并选择被投诉单位；单位不明确的，请投诉人补充或者不予受理。");
                }
                Unit handler = unit(d.handler(), "办理单位");
                if (handler.id().equals(accused)) {
                    throw Refusal.unprocessable("投诉不能转给被投诉单位自己办理。请选择它的上级或者主管部门；没有的，由区政府办公室或者联席办办理。");
                }
                jdbc.sql("update complaint set handler = ? where case_no = ?").params(handler.id(), caseNo).update();
                files.withhold(caseNo, d.withheld());
            }
            case "refuse" -> {
                ComplaintRules.RefusalReason why = rules.refusal(d.refusalCode(), today()).orElseThrow(() -> Refusal.invalid("请选择不予受理的原因。"));
                jdbc.sql("update complaint set refusal_code = ?, refusal_words = ? where case_no = ?").params(why.code(), d.reason(), caseNo).update();
            }
            case "join" -> {
                Complaint other = complaints.doubles(caseNo).stream().map(Complaints.Double::complaint).filter(o -> o.caseNo().equals(d.joinTo())).findFirst()
                        .orElseThrow(() -> Refusal.invalid("请从列出的可能重复的投诉中选择并入哪一件。"));
                if (other.in(ComplaintState.REFUSED, ComplaintState.WITHDRAWN, ComplaintState.JOINED)) {
                    throw Refusal.unprocessable(other.caseNo() + "没有受理，不能并入。请单独处理。");
                }
                jdbc.sql("update complaint set joined_to = ? where case_no = ?").params(other.caseNo(), caseNo).update();
            }
            case "ask" -> {
                if (c.question() != null) {
                    throw Refusal.unprocessable("已经请投诉人补充过一次，请根据现有材料决定受理或者不予受理。");
                }
                String question = required(d.question(), "请投诉人补充什么");
                jdbc.sql("update complaint set question = ?, state = ? where case_no = ?").params(question, ComplaintState.ASKED.code, caseNo).update();
                letters.tell(caseNo, "您的投诉还需要补充：" + question + "。请在本页面留言或者上传附件，不补充的将根据现有材料决定是否受理。");
                cases.note(caseNo, "complaint-asked", "请投诉人补充材料");
            }
            default -> throw Refusal.invalid("请选择处理意见。");
        }
    }

    /** Tells that it is not taken up, why, and where to go. */
    public void refuse(String caseNo) {
        Complaint c = complaints.get(caseNo);
        ComplaintRules.RefusalReason why = rules.refusal(c.refusalCode(), today()).orElseThrow();
        told(caseNo, ComplaintState.REFUSED, "您的投诉不予受理。原因：" + why.label() + (c.refusalWords() == null ? "" : "（" + c.refusalWords() + "）") + "。" + why.where() + "。依据：" + why.basis() + "。");
        cases.close(caseNo, "refused", "不予受理：" + why.label());
    }

    /** The same matter: handled with the one that came first, answered together with it. */
    public void join(String caseNo) {
        Complaint c = complaints.get(caseNo);
        told(caseNo, ComplaintState.JOINED, "您反映的事项已经有人反映并在办理，您的投诉与它一并办理，办理结果也会在本页面答复您。");
        cases.note(c.joinedTo(), "complaint-joined", caseNo + "反映同一事项，并入本案");
        cases.close(caseNo, "joined", "同一事项，并入" + c.joinedTo());
        FindingEntry served = last(c.joinedTo()).filter(f -> f.servedOn() != null).orElse(null);
        if (served != null) {
            letters.tell(caseNo, answer(served));
        }
    }

    /** Passed to the superior or the department in charge; the clock of handling starts. */
    public void dispatch(String caseNo) {
        Complaint c = complaints.get(caseNo);
        jdbc.sql("update complaint set dispatched_on = ? where case_no = ?").params(today(), caseNo).update();
        LocalDate due = deadlines.due(c.limitRule(), today(), cases.get(caseNo).openedOn()).due();
        told(caseNo, ComplaintState.DISPATCHED, "您的投诉已经受理，由被投诉单位的上级或者主管部门核实，应当在" + ChineseDates.date(due) + "前答复。您的身份不会告诉办理单位和被投诉单位。"
                + arrears(c).map(a -> "按您填写的情况：" + a.words() + "。").orElse(""));
        complaints.admit(complaints.get(caseNo));
        cases.changeUnit(caseNo, c.handler(), "转送" + registry.unit(c.handler()).shortName() + "办理，期限自今日起算");
        tellHandler(complaints.get(caseNo), due);
    }

    private void tellHandler(Complaint c, LocalDate due) {
        notices.issue("complaint-dispatched", c.caseNo(), c.handler(), Map.of("unit", registry.unit(c.handler()).fullName(), "caseNo", c.caseNo(),
                "title", cases.get(c.caseNo()).title(), "due", ChineseDates.date(due)));
    }

    /**
     * Handed back and designated to another: its clock starts anew.
     *
     * @throws Refusal if the body complained of is to handle it
     */
    @EventListener
    public void on(CaseUnitChanged change) {
        complaints.find(change.caseNo()).filter(c -> change.from() != null && !change.to().equals(c.handler())).ifPresent(c -> {
            if (change.to().equals(c.unitId())) {
                throw Refusal.unprocessable("投诉不能指定由被投诉单位自己办理。请指定它的上级或者主管部门。");
            }
            jdbc.sql("update complaint set handler = ?, dispatched_on = ? where case_no = ?").params(change.to(), today(), c.caseNo()).update();
            complaints.admit(complaints.get(c.caseNo()));
            letters.tell(c.caseNo(), "办理单位已经变更，期限自今日重新起算。");
            tellHandler(complaints.get(c.caseNo()), deadlines.due(c.limitRule(), today(), cases.get(c.caseNo()).openedOn()).due());
        });
    }

    /** More time was granted: the complainant is told, with the reason (信访工作条例 第34条). */
    @EventListener
    public void on(TaskExtended extended) {
        complaints.find(extended.caseNo()).ifPresent(c -> letters.tell(c.caseNo(), "办理期限经批准延长，应当在" + ChineseDates.date(extended.dueOn()) + "前答复。理由：" + extended.reason() + "。"));
    }

    public void accept(String caseNo, String contact) {
        impartial(complaints.get(caseNo).unitId(), actor.id());
        jdbc.sql("update complaint set accepted_on = ? where case_no = ?").params(today(), caseNo).update();
        cases.note(caseNo, "complaint-accepted", "办理单位接收，联系人：" + required(contact, "联系人"));
    }

    /**
     * What was found, as drafted by whoever verified it.
     *
     * @param owed yuan, of arrears as verified; null otherwise
     */
    public record Drafted(String facts, String finding, String reasons, String gravity, List<ComplaintProblem> problems, BigDecimal owed, String answer) {
    }

    /** Keeps the finding for the second person, over an earlier draft of the same. */
    public void draft(String caseNo, Drafted d) {
        Complaint c = complaints.get(caseNo);
        impartial(c.unitId(), actor.id());
        Finding finding = Finding.of(d.finding());
        if (finding.follows()) {
            if (d.gravity() == null || !GRAVITIES.contains(d.gravity())) {
                throw Refusal.invalid("查实的请选择情节：轻微、一般或者严重。");
            }
            if (d.problems().isEmpty()) {
                throw Refusal.invalid("查实的请至少列出一项需要整改的问题。");
            }
            if (Category.of(c.category()) == Category.ARREARS && (d.owed() == null || d.owed().signum() <= 0)) {
                throw Refusal.invalid("拖欠款项查实的，请填写核定的拖欠金额。");
            }
        } else if (!d.problems().isEmpty()) {
            throw Refusal.invalid("认定不属实的没有需要整改的问题，请删去；有问题要整改的，请选择属实或者部分属实。");
        }
        String stage = c.round() == 1 ? "first" : "again";
        int seq = last(caseNo).filter(f -> f.servedOn() == null).map(FindingEntry::seq).orElseGet(() -> last(caseNo).map(f -> f.seq() + 1).orElse(1));
        store(caseNo, seq, stage, required(d.facts(), "核实经过和查明的事实"), finding, required(d.reasons(), "认定的理由"), finding.follows() ? d.gravity() : null,
                required(d.answer(), "答复投诉人"), d.problems());
        jdbc.sql("update complaint set owed = ? where case_no = ?").params(d.owed(), caseNo).update();
        cases.note(caseNo, "complaint-verified", "核实完毕，待第二人核对");
    }

    private void store(String caseNo, int seq, String stage, String facts, Finding finding, String reasons, String gravity, String answer, List<ComplaintProblem> problems) {
        jdbc.sql("delete from complaint_problem where case_no = ? and finding_seq = ?").params(caseNo, seq).update();
        jdbc.sql("delete from complaint_finding where case_no = ? and seq = ? and served_on is null").params(caseNo, seq).update();
        jdbc.sql("insert into complaint_finding (case_no, seq, stage, facts, finding, reasons, gravity, answer, found_by, found_on) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(caseNo, seq, stage, facts, finding.code, reasons, gravity, answer, actor.id(), today()).update();
        for (int i = 0; i < problems.size(); i++) {
            ComplaintProblem problem = problems.get(i);
            if (problem.mendBy() != null && problem.mendBy().isBefore(today())) {
                throw Refusal.invalid("第" + (i + 1) + "项的整改期限" + ChineseDates.date(problem.mendBy()) + "已经过去，请填写今天或以后的日期。");
            }
            jdbc.sql("insert into complaint_problem (case_no, finding_seq, seq, text, mend_by) values (?, ?, ?, ?, ?)")
                    .params(caseNo, seq, i + 1, required(problem.text(), "第" + (i + 1) + "项问题"), problem.mendBy()).update();
        }
    }

    /** The second person agrees, or sends it back with a reason. */
    public void confirm(String caseNo, boolean agreed, String reason) {
        Complaint c = complaints.get(caseNo);
        impartial(c.unitId(), actor.id());
        if (!agreed) {
            cases.note(caseNo, "complaint-returned", "第二人退回重新核实：" + required(reason, "退回的理由"));
            return;
        }
        FindingEntry finding = last(caseNo).orElseThrow();
        jdbc.sql("update complaint_finding set confirmed_by = ? where case_no = ? and seq = ?").params(actor.id(), caseNo, finding.seq()).update();
        cases.note(caseNo, "complaint-confirmed", "第二人核对一致：" + finding.findingWords());
    }

    /**
     * The answer becomes readable for the complainant; an upheld complaint has its consequences.
     *
     * @return nothing; whether it was late is noted
     */
    public void answer(String caseNo) {
        Complaint c = complaints.get(caseNo);
        FindingEntry finding = last(caseNo).orElseThrow();
        LocalDate due = book.ofCase(caseNo).stream().filter(t -> t.taskKey().equals("userTask_confirmFinding")).reduce((a, b) -> b).map(TaskEntry::dueOn).orElse(today());
        if (today().isAfter(due) && c.lateOn() == null) {
            jdbc.sql("update complaint set late_on = ? where case_no = ?").params(today(), caseNo).update();
            cases.note(caseNo, "complaint-late", "应当在" + ChineseDates.date(due) + "前答复，逾期" + ChronoUnit.DAYS.between(due, today()) + "日");
        }
        serve(c, finding, ComplaintState.ANSWERED);
        jdbc.sql("update complaint set answered_on = ? where case_no = ?").params(today(), caseNo).update();
    }

    private void serve(Complaint c, FindingEntry finding, ComplaintState state) {
        String caseNo = c.caseNo();
        boolean before = c.finding() != null && Finding.of(c.finding()).follows();
        jdbc.sql("update complaint_finding set served_on = ? where case_no = ? and seq = ?").params(today(), caseNo, finding.seq()).update();
        jdbc.sql("update complaint set finding = ?, state = ? where case_no = ?").params(finding.finding(), state.code, caseNo).update();
        letters.tell(caseNo, answer(finding));
        jdbc.sql("select case_no from complaint where joined_to = ?").param(caseNo).query(String.class).list().forEach(joined -> letters.tell(joined, answer(finding)));
        publicity.answerUnreachable(c, finding);
        cases.note(caseNo, "complaint-answered", finding.stageWords() + "答复投诉人：" + finding.findingWords());
        boolean now = Finding.of(finding.finding()).follows();
        if (now && !before) {
            consequences.begin(complaints.get(caseNo), finding, problems(caseNo, finding.seq()));
        } else if (!now && before) {
            consequences.revoke(complaints.get(caseNo));
        }
    }

    private static String answer(FindingEntry f) {
        return f.stageWords() + "结果：" + f.findingWords() + "。" + f.answer();
    }

    /** Whether the decision stands, or becomes another. @param problem what has to be mended where it becomes upheld */
    public void review(String caseNo, boolean changed, String findingCode, String problem, String reasons, String answer) {
        Complaint c = complaints.get(caseNo);
        impartial(c.unitId(), actor.id());
        FindingEntry before = last(caseNo).orElseThrow();
        Finding finding = changed ? Finding.of(findingCode) : Finding.of(before.finding());
        if (changed && finding.code.equals(before.finding())) {
            throw Refusal.invalid("变更后的认定与原认定相同。维持原认定的请选择“维持”。");
        }
        boolean newly = finding.follows() && !Finding.of(before.finding()).follows();
        List<ComplaintProblem> problems = finding.follows() ? newly ? List.of(new ComplaintProblem(1, required(problem, "需要整改的问题"), null)) : problems(caseNo, before.seq()) : List.of();
        store(caseNo, before.seq() + 1, c.reviewState().equals("asked-again") ? "recheck" : "review", before.facts(), finding, required(reasons, "理由"),
                finding.follows() ? before.gravity() == null ? "general" : before.gravity() : null, required(answer, "答复投诉人"),
                problems.stream().map(p -> new ComplaintProblem(p.seq(), p.text(), p.mendBy() != null && p.mendBy().isBefore(today()) ? null : p.mendBy())).toList());
    }

    /** Tells what the review, or the second review, has decided. */
    public void serveReview(String caseNo) {
        Complaint c = complaints.get(caseNo);
        boolean second = c.reviewState().equals("asked-again");
        serve(c, last(caseNo).orElseThrow(), second ? ComplaintState.RECHECK : ComplaintState.REVIEWED);
        jdbc.sql("update complaint set review_state = ? where case_no = ?").params(second ? "served-again" : "served", caseNo).update();
        if (second) {
            letters.tell(caseNo, "复核意见是信访终结意见，同一事项不再受理（信访工作条例第三十六条）。");
        }
    }

    public void close(String caseNo) {
        Complaint c = complaints.get(caseNo);
        jdbc.sql("update complaint set state = ? where case_no = ?").params(ComplaintState.CLOSED.code, caseNo).update();
        if (c.unitId() != null && Finding.of(c.finding()).follows()) {
            FindingEntry finding = last(caseNo).orElseThrow();
            publicity.upheld(c, finding, problems(caseNo, finding.seq()));
        }
        cases.close(caseNo, c.finding(), c.findingWords() + (c.satisfaction() == null ? "，投诉人没有评价" : "，投诉人评价" + Satisfaction.of(c.satisfaction()).label));
    }

    /** The complainant took it back. */
    public void closeWithdrawn(String caseNo) {
        Complaint c = complaints.get(caseNo);
        jdbc.sql("update complaint set state = ? where case_no = ?").params(ComplaintState.WITHDRAWN.code, caseNo).update();
        letters.tell(caseNo, "您已经撤回投诉，不再办理。");
        if (c.dispatchedOn() != null) {
            notices.issue("complaint-withdrawn", caseNo, c.handler(), Map.of("unit", registry.unit(c.handler()).fullName(), "caseNo", caseNo, "title", cases.get(caseNo).title()));
        }
        cases.close(caseNo, "withdrawn", "投诉人撤回");
    }

    /** What came of looking into retaliation. */
    public void retaliation(String caseNo, boolean confirmed, String facts) {
        impartial(complaints.get(caseNo).unitId(), actor.id());
        required(facts, "查明的情况");
        cases.note(caseNo, "complaint-retaliation", confirmed ? "打击报复属实，提出责任建议" : "反映的打击报复不属实");
        letters.tell(caseNo, confirmed ? "您反映的打击报复已经查实，已提出追究责任的建议。" : "您反映的打击报复经核实不属实；有新的情况请继续反映。");
    }

    /** To whoever may decide, at once (信访工作条例 第46条). Whom it concerns is the body complained of; the complaint itself is not named in the facts. */
    public void proposeAccountability(String caseNo, String facts) {
        Complaint c = complaints.get(caseNo);
        events.publishEvent(new AccountabilityProposed(consequences.caseForRetaliation(c), null, "打击报复投诉人：" + facts));
    }

    /** Somebody of the office writes to the complainant. */
    public void write(String caseNo, String words) {
        Complaint c = complaints.get(caseNo);
        impartial(c.unitId(), actor.id());
        if (c.over()) {
            throw Refusal.conflict("这件投诉" + c.stateWords() + "，不能再留言。");
        }
        letters.write(caseNo, actor.id(), words);
        cases.note(caseNo, "complaint-message", "给投诉人留言");
    }

    /** What is owed with interest up to today; empty unless it is about arrears. As verified once it is, else as complained. */
    @Transactional(readOnly = true)
    public Optional<Arrears> arrears(Complaint c) {
        BigDecimal amount = c.owed() != null ? c.owed() : c.arrearsAmount();
        return amount == null || c.arrearsFrom() == null ? Optional.empty() : Optional.of(Arrears.of(amount, c.arrearsFrom(), today(), rules.interest(c.arrearsFrom())));
    }

    @Transactional(readOnly = true)
    public List<FindingEntry> findings(String caseNo) {
        return jdbc.sql("""
                select seq, stage, facts, finding, reasons, gravity, answer, found_by, confirmed_by, found_on, served_on from complaint_finding
                where case_no = ? order by seq""").param(caseNo).query(Rows.of(FindingEntry.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<FindingEntry> last(String caseNo) {
        return findings(caseNo).stream().reduce((first, last) -> last);
    }

    @Transactional(readOnly = true)
    public List<ComplaintProblem> problems(String caseNo, int findingSeq) {
        return jdbc.sql("select seq, text, mend_by from complaint_problem where case_no = ? and finding_seq = ? order by seq").params(caseNo, findingSeq)
                .query(Rows.of(ComplaintProblem.class)).list();
    }

    /** The limit that runs now, for the complainant to see: that of the open step of handling or review. */
    @Transactional(readOnly = true)
    public Optional<TaskEntry> running(String caseNo) {
        Set<String> steps = new TreeSet<>(List.of("userTask_decideComplaint", "userTask_verifyComplaint", "userTask_confirmFinding", "userTask_decideReview", "userTask_decideRecheck"));
        return book.ofCase(caseNo).stream().filter(t -> t.open() && steps.contains(t.taskKey())).reduce((first, last) -> last);
    }

    @Transactional(readOnly = true)
    boolean checkingRetaliation(String caseNo) {
        return book.ofCase(caseNo).stream().anyMatch(t -> t.open() && t.taskKey().equals("userTask_checkRetaliation"));
    }

    /** Nobody of the body complained of takes part, whatever else they are (信访工作条例 第28条). */
    private void impartial(String accused, String personId) {
        if (accused != null && registry.findPerson(personId).map(Person::unitId).filter(accused::equals).isPresent()) {
            throw Refusal.forbidden("您是被投诉单位的工作人员，应当回避，请由其他单位的人员办理。");
        }
    }

    private void told(String caseNo, ComplaintState state, String words) {
        jdbc.sql("update complaint set state = ?, told_on = ? where case_no = ?").params(state.code, today(), caseNo).update();
        letters.tell(caseNo, words);
        cases.note(caseNo, "complaint-told", "已告知投诉人：" + state.label);
    }

    private Unit unit(String id, String what) {
        if (id == null) {
            throw Refusal.invalid("请选择" + what + "。");
        }
        return registry.findUnit(id).filter(u -> u.validOn(today())).orElseThrow(() -> Refusal.invalid(what + "不存在或者已撤销，请从列表中选择。"));
    }

    private static String required(String typed, String what) {
        if (typed == null || typed.isBlank()) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        return typed.strip();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
