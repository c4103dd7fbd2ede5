package org.govintegrity.accountability;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Use cases of a case of accountability. */
@Service
@Transactional
public class AccountabilityService {

    public static final String KIND = "accountability";
    /** From then on the unit's head and the person may read the file. */
    public static final String OUTCOME_SERVED = "accountability-outcome-served";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final CreditArchive archive;
    private final CreditTerms terms;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AccountabilityService(JdbcClient jdbc, Cases cases, CreditArchive archive, CreditTerms terms, Notices notices, DeadlineService deadlines, Registry registry,
                          Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.archive = archive;
        this.terms = terms;
        this.notices = notices;
        this.deadlines = deadlines;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** Opens the case that follows from another; empty if that one has led to a case already. */
    public Optional<String> open(AccountabilityProposed proposed) {
        if (jdbc.sql("select count(*) from accountability where origin_no = ?").param(proposed.caseNo()).query(Integer.class).single() > 0) {
            return Optional.empty();
        }
        CaseFile origin = cases.get(proposed.caseNo());
        CaseFile file = cases.open(NewCase.numbered("WZ", KIND, "责任建议：" + origin.title(), origin.unitId(), origin.clauses(), proposed.caseNo()));
        cases.makeConfidential(file.caseNo());
        jdbc.sql("insert into accountability (case_no, origin_no, clue, person_id, urges, months) values (?, ?, ?, ?, 0, 0)")
                .params(file.caseNo(), proposed.caseNo(), proposed.facts(), proposed.personId()).update();
        return Optional.of(file.caseNo());
    }

    /** @throws Refusal if the person is not of the unit or nothing proves it */
    public void propose(String caseNo, AccountabilityProposal proposal) {
        CaseFile file = cases.get(caseNo);
        List<String> evidence = proposal.evidence().stream().filter(e -> e != null && !e.isBlank()).toList();
        if (evidence.isEmpty()) {
            throw Refusal.invalid("请至少列出一项证据，写明名称和编号。没有证据不能提出责任建议。");
        }
        Person person = proposal.personId() == null ? null : personOf(file, proposal.personId());
        jdbc.sql("update accountability set person_id = ?, person_post = ?, facts = ?, rule_text = ?, circumstances = ?, suggestion = ?, recipient = ? where case_no = ?")
                .params(proposal.personId(), person == null ? null : person.post(), proposal.facts(), proposal.ruleText(), proposal.circumstances(),
                        proposal.suggestion(), Recipient.of(proposal.recipient()).code, caseNo).update();
        jdbc.sql("delete from accountability_evidence where case_no = ?").param(caseNo).update();
        for (int i = 0; i < evidence.size(); i++) {
            jdbc.sql("insert into accountability_evidence (case_no, seq, text) values (?, ?, ?)").params(caseNo, i + 1, evidence.get(i)).update();
        }
        cases.note(caseNo, "internal-accountability-proposed", "拟定责任建议，拟移送" + Recipient.of(proposal.recipient()).label + "，证据" + evidence.size() + "项");
    }

    /** @param decision {@code approve}, {@code return} or {@code reject}; the last two need a reason */
    public void decideProposal(String caseNo, String decision, String reason) {
        boolean approved = "approve".equals(decision);
        if (!approved && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("退回或者不同意移送的，请写明理由。");
        }
        cases.note(caseNo, "internal-accountability-decided", approved ? "批准移送" : ("return".equals(decision) ? "退回修改：" : "不同意移送：") + reason);
        if ("reject".equals(decision)) {
            cases.close(caseNo, "rejected", "区政府领导不同意移送");
        }
    }

    /** @throws Refusal if the letter was used for another case */
    public void handOver(String caseNo, String letterNo) {
        jdbc.sql("select case_no from accountability where letter_no = ? and case_no <> ?").params(letterNo, caseNo).query(String.class).optional().ifPresent(other -> {
            throw Refusal.conflict("移送函" + letterNo + "已用于" + other + "，请核对文号。");
        });
        jdbc.sql("update accountability set letter_no = ?, handed_on = ? where case_no = ?").params(letterNo, today(), caseNo).update();
        cases.note(caseNo, "internal-accountability-handed-over", "移送" + Recipient.of(get(caseNo).recipient()).label + "，移送函" + letterNo);
    }

    public void serveHandOver(String caseNo) {
        Accountability a = get(caseNo);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("caseNo", caseNo);
        values.put("recipient", Recipient.of(a.recipient()).label);
        values.put("letterNo", a.letterNo());
        values.put("unit", registry.unit(cases.get(caseNo).unitId()).fullName());
        values.put("facts", a.facts());
        values.put("rule", a.ruleText());
        values.put("suggestion", a.suggestion());
        values.put("replyUntil", ChineseDates.date(deadlines.due("accountability.reply", today(), cases.get(caseNo).openedOn()).due()));
        notices.issue("accountability-hand-over", caseNo, Role.AUTHORITY.id(), values);
    }

    public void receive(String caseNo, String receiptNo) {
        jdbc.sql("update accountability set receipt_no = ?, received_on = ? where case_no = ?").params(receiptNo, today(), caseNo).update();
        cases.note(caseNo, "internal-accountability-received", "接收机关签收，回执" + receiptNo);
    }

    /** The reply did not come in time: it is asked for again, however often that takes. */
    public void urge(String caseNo) {
        jdbc.sql("update accountability set urges = urges + 1 where case_no = ?").param(caseNo).update();
        Accountability a = get(caseNo);
        notices.issue("accountability-urge", caseNo, Role.AUTHORITY.id(), Map.of("caseNo", caseNo, "letterNo", a.letterNo(),
                "handedOn", ChineseDates.date(a.handedOn()), "times", String.valueOf(a.urges())));
        cases.note(caseNo, "internal-accountability-urged", "接收机关逾期未回复，第" + a.urges() + "次催办");
    }

    /** The authority sees no ground to act. */
    public void noAction(String caseNo, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("不予追责的，请写明理由，理由会随案卷保存。");
        }
        jdbc.sql("update accountability set result = 'none', reason = ? where case_no = ?").params(reason, caseNo).update();
        cases.note(caseNo, "internal-accountability-outcome", "接收机关回复：不予追责。" + reason);
    }

    /**
     * Registers what the authority has decided. The system decides nothing: it checks that the document can be what it says.
     *
     * @throws Refusal if form, target, term or date do not fit, or the person has left and nobody has said that this is known
     */
    public void outcome(String caseNo, Outcome outcome) {
        FormRule form = outcome.form();
        CaseFile file = cases.get(caseNo);
        if (outcome.documentNo() == null || outcome.documentName() == null || outcome.documentDate() == null) {
            throw Refusal.invalid("请填写决定文书的名称、文号和日期。");
        }
        if (outcome.documentDate().isAfter(today())) {
            throw Refusal.invalid("决定日期" + ChineseDates.date(outcome.documentDate()) + "还没有到，请核对。");
        }
        boolean aboutPerson = form.target().equals("person");
        if (aboutPerson && outcome.personId() == null) {
            throw Refusal.invalid("“" + form.title() + "”适用于个人，请选择当事人。");
        }
        if (!aboutPerson && outcome.personId() != null) {
            throw Refusal.invalid("“" + form.title() + "”适用于单位，请不要选择当事人，或者改选其他形式。");
        }
        int months = outcome.months() == null ? form.months() : outcome.months();
        if (months != form.months()) {
            throw Refusal.invalid(form.months() == 0 ? "“" + form.title() + "”没有期限，请清空“期限（月）”。"
                    : "“" + form.title() + "”的期限是" + form.months() + "个月（" + form.basis() + "），填写的是" + months + "个月，请核对决定文书。");
        }
        String post = null;
        if (aboutPerson) {
            Person person = registry.findPerson(outcome.personId()).orElseThrow(() -> Refusal.invalid("没有这个人员，请从列表中选择。"));
            boolean proposed = outcome.personId().equals(get(caseNo).personId());
            boolean left = person.roles().isEmpty() || !person.unitId().equals(file.unitId());
            if (!proposed && !person.unitId().equals(file.unitId())) {
                throw Refusal.invalid("当事人应是" + registry.unit(file.unitId()).shortName() + "的人员或者责任建议中列明的人员，请从列表中选择。");
            }
            if (left && !outcome.leftNoted()) {
                throw Refusal.invalid(person.name() + "已经离开原岗位" + (person.unitId().equals(file.unitId()) ? "" : "，现在" + registry.unit(person.unitId()).shortName())
                        + "。决定仍然有效的，请勾选“当事人已离职或者调离，仍按决定登记”，记录随本人并注明当时的职务；选错了人的，请重新选择。");
            }
            post = proposed && get(caseNo).personPost() != null ? get(caseNo).personPost() : person.post();
        }
        jdbc.sql("""
                        update accountability set result = 'action', person_id = ?, person_post = ?, form = ?, form_title = ?, months = ?, document_name = ?,
                            document_no = ?, document_date = ?, term_ends_on = ? where case_no = ?""")
                .params(outcome.personId(), post, form.form(), form.title(), months, outcome.documentName(), outcome.documentNo(), outcome.documentDate(),
                        months == 0 ? null : outcome.documentDate().plusMonths(months), caseNo).update();
        cases.note(caseNo, "internal-accountability-outcome", "登记处理结果：" + form.title() + "（《" + outcome.documentName() + "》" + outcome.documentNo() + "）"
                + (months == 0 ? "" : "，期限" + months + "个月"));
    }

    public void closeWithoutAction(String caseNo) {
        cases.close(caseNo, "no-action", "接收机关不予追责");
    }

    /** Enters the outcome into the archive; twice is once. A person's record is restricted. */
    public CreditRecord record(String caseNo, FormRule form) {
        Accountability a = get(caseNo);
        CaseFile file = cases.get(caseNo);
        SubjectKind subject = a.personId() == null ? SubjectKind.UNIT : SubjectKind.PERSON;
        String subjectId = a.personId() == null ? file.unitId() : a.personId();
        String name = a.personId() == null ? registry.unit(file.unitId()).fullName() : registry.person(a.personId()).name();
        CreditRecord record = archive.record(new NewRecord("accountability:" + caseNo, subject, subjectId, file.unitId(), a.personPost(),
                RecordKind.of(form.recordKind()), BreachClass.of(form.breachClass()), file.clauses().isEmpty() ? null : file.clauses().get(0), a.facts(),
                a.documentName(), a.documentNo(), a.documentDate(), form.title() + (a.months() == 0 ? "" : "，期限" + a.months() + "个月，至" + ChineseDates.date(a.termEndsOn())),
                terms.of(subject, BreachClass.of(form.breachClass()), a.documentDate()), a.termEndsOn(), false, "accountability-form，" + form.basis(), caseNo,
                registry.findPerson(actor.id()).map(Person::unitId).orElse(file.unitId())), name, actor.id());
        cases.note(caseNo, "internal-accountability-recorded", "记入" + (subject == SubjectKind.PERSON ? "个人" : "单位") + "信用档案：" + record.recordNo());
        return record;
    }

    /** Tells of the ways to appeal with their last days; an appeal does not stop execution (公务员法 第95条). */
    public void serveAppealRights(String caseNo, FormRule form) {
        Accountability a = get(caseNo);
        CaseFile file = cases.get(caseNo);
        LocalDate until = deadlines.due(form.firstAppeal(), today(), today()).due();
        jdbc.sql("update accountability set appeal_until = ? where case_no = ?").params(until, caseNo).update();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("caseNo", caseNo);
        values.put("unit", registry.unit(file.unitId()).fullName());
        values.put("person", a.personId() == null ? "你单位" : registry.person(a.personId()).name() + "同志");
        values.put("outcome", a.formTitle() + "（《" + a.documentName() + "》" + a.documentNo() + "，" + ChineseDates.date(a.documentDate()) + "）");
        values.put("term", a.termEndsOn() == null ? "无期限。" : "期限" + a.months() + "个月，至" + ChineseDates.date(a.termEndsOn()) + "届满，届满后按程序解除。");
        values.put("appealUntil", ChineseDates.date(until));
        values.put("second", form.secondAppeal().isEmpty() ? "" : "对复核结果仍不服的，可以自接到复核决定之日起"
                + deadlines.rule(form.secondAppeal(), today()).amount() + "日内提出申诉（" + deadlines.rule(form.secondAppeal(), today()).basis() + "）。");
        values.put("basis", deadlines.rule(form.firstAppeal(), today()).basis());
        notices.issue("accountability-outcome", caseNo, Registry.headGroup(file.unitId()), values);
        List<String> parties = new ArrayList<>(registry.peopleInGroup(Registry.headGroup(file.unitId())).stream().map(Person::id).toList());
        if (a.personId() != null && !parties.contains(a.personId())) {
            parties.add(a.personId());
        }
        cases.setMembers(caseNo, Cases.PARTY, parties);
        cases.note(caseNo, OUTCOME_SERVED, a.formTitle() + "（" + a.documentNo() + "）和申诉权利已送达，申诉期限至" + ChineseDates.date(until));
    }

    /** The day until which the process waits: the end of the term, or of the time for an appeal where there is no term. */
    @Transactional(readOnly = true)
    public LocalDate waitsUntil(String caseNo) {
        Accountability a = get(caseNo);
        return a.termEndsOn() != null ? a.termEndsOn() : a.appealUntil();
    }

    /** The term is over: the record says so; without a term there is nothing to release. */
    public void release(String caseNo) {
        Accountability a = get(caseNo);
        if (a.termEndsOn() != null && !"revoked".equals(a.appealState())) {
            String recordNo = archive.ofKey("accountability:" + caseNo).orElseThrow().recordNo();
            archive.event(new StandingChange(recordNo, "released:" + caseNo, Standing.RELEASED, a.termEndsOn().plusDays(1), caseNo, "期限于" + ChineseDates.date(a.termEndsOn()) + "届满，予以解除"), Actor.SYSTEM);
            notices.issue("accountability-released", caseNo, Registry.headGroup(cases.get(caseNo).unitId()), Map.of("caseNo", caseNo,
                    "person", a.personId() == null ? "你单位" : registry.person(a.personId()).name() + "同志", "form", a.formTitle(),
                    "unit", registry.unit(cases.get(caseNo).unitId()).fullName(), "endedOn", ChineseDates.date(a.termEndsOn())));
            cases.note(caseNo, "accountability-released", a.formTitle() + "期限届满，已登记解除");
        }
        cases.close(caseNo, "revoked".equals(a.appealState()) ? "revoked" : "closed", "revoked".equals(a.appealState()) ? "处理决定经申诉撤销" : "处理结果已登记并执行完毕");
    }

    /**
     * Takes down that an appeal was lodged; execution goes on.
     *
     * @param lodgedOn the day it reached the authority
     * @throws Refusal if there is nothing to appeal against, an appeal is open, or it was lodged too late, with the computed day
     */
    public void appeal(String caseNo, LocalDate lodgedOn, String grounds) {
        Accountability a = get(caseNo);
        if (!cases.get(caseNo).open() || a.appealUntil() == null) {
            throw Refusal.conflict("案件" + caseNo + "没有可以申诉的处理结果，或者已经结案。");
        }
        if (grounds == null || grounds.isBlank() || lodgedOn == null) {
            throw Refusal.invalid("请填写提出申诉的日期和理由。");
        }
        if (lodgedOn.isAfter(today())) {
            throw Refusal.invalid("提出申诉的日期" + ChineseDates.date(lodgedOn) + "还没有到，请核对。");
        }
        if (lodgedOn.isAfter(a.appealUntil())) {
            throw Refusal.unprocessable("申诉期限至" + ChineseDates.date(a.appealUntil()) + "届满，" + ChineseDates.date(lodgedOn)
                    + "提出的已经逾期，不能登记。有正当理由的，请当事人向原处理机关说明。");
        }
        if (a.appealState() != null) {
            throw Refusal.conflict("open".equals(a.appealState()) ? "已经登记了一次申诉，正在等待结果。" : "申诉已经处理完毕，不能再次登记。");
        }
        jdbc.sql("update accountability set appeal_state = 'open' where case_no = ?").param(caseNo).update();
        cases.note(caseNo, "accountability-appealed", "登记申诉（" + ChineseDates.date(lodgedOn) + "提出，不停止执行）：" + grounds);
        events.publishEvent(new AccountabilitySignal(AccountabilitySignal.APPEALED, caseNo));
    }

    /**
     * Registers what came of the appeal: never heavier (公务员法 第96条).
     *
     * @param result {@code upheld}, {@code lighter} or {@code revoked}
     */
    public void appealResult(String caseNo, String result, String documentNo, String words) {
        if (!List.of("upheld", "lighter", "revoked").contains(result)) {
            throw Refusal.invalid("申诉结果只能是维持、变更（减轻）或者撤销。");
        }
        jdbc.sql("update accountability set appeal_state = ? where case_no = ?").params(result, caseNo).update();
        String recordNo = archive.ofKey("accountability:" + caseNo).orElseThrow().recordNo();
        if (result.equals("lighter")) {
            archive.event(new StandingChange(recordNo, "appeal:" + caseNo, Standing.CORRECTED, today(), caseNo, "申诉后减轻（" + documentNo + "）：" + words), actor.id());
        } else if (result.equals("revoked")) {
            archive.event(new StandingChange(recordNo, "appeal:" + caseNo, Standing.WITHDRAWN, today(), caseNo, "申诉后撤销（" + documentNo + "）：" + words), actor.id());
            events.publishEvent(new AccountabilitySignal(AccountabilitySignal.REVOKED, caseNo));
        }
        cases.note(caseNo, "accountability-appeal-result", "申诉结果：" + switch (result) {
            case "upheld" -> "维持";
            case "lighter" -> "减轻";
            default -> "撤销";
        } + "（" + documentNo + "）。" + words);
    }

    /**
     * Takes a proposal back before it is handed over.
     *
     * @throws Refusal if it was handed over already: from then on the authority decides
     */
    public void withdraw(String caseNo, String reason) {
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤回责任建议的理由（至少5个字）。");
        }
        if (!cases.get(caseNo).open() || get(caseNo).letterNo() != null) {
            throw Refusal.conflict("责任建议" + caseNo + "已经移送或者结案，不能撤回，由接收机关决定。");
        }
        cases.close(caseNo, "withdrawn", "撤回责任建议：" + reason.strip());
        events.publishEvent(new AccountabilitySignal(AccountabilitySignal.WITHDRAWN, caseNo));
    }

    @Transactional(readOnly = true)
    public Accountability get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no accountability case " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Accountability> find(String caseNo) {
        return jdbc.sql("""
                        select case_no, origin_no, clue, person_id, person_post, facts, rule_text, circumstances, suggestion, recipient, letter_no, handed_on,
                            receipt_no, received_on, urges, result, reason, form, form_title, months, document_name, document_no, document_date, term_ends_on,
                            appeal_until, appeal_state
                        from accountability where case_no = ?""").param(caseNo).query(Rows.of(Accountability.class)).optional();
    }

    /** What proves it, in the order of the proposal. */
    @Transactional(readOnly = true)
    public List<String> evidence(String caseNo) {
        return jdbc.sql("select text from accountability_evidence where case_no = ? order by seq").param(caseNo).query(String.class).list();
    }

    /** Who a recipient's code stands for. */
    public static String recipientName(String code) {
        return Recipient.of(code).label;
    }

    private Person personOf(CaseFile file, String personId) {
        return registry.findPerson(personId).filter(p -> p.unitId().equals(file.unitId()) || personId.equals(get(file.caseNo()).personId()))
                .orElseThrow(() -> Refusal.invalid("当事人应是" + registry.unit(file.unitId()).shortName() + "的人员，请从列表中选择，或者留空。"));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
