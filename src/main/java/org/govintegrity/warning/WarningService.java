package org.govintegrity.warning;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFollowed;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.ComplaintWanted;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.NoticeReceived;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The steps of a warning inside the offices, from triage to what follows from it. */
@Service
@Transactional
public class WarningService {

    private static final int LONGEST_FACTS = 4_000;

    private final JdbcClient jdbc;
    private final Warnings warnings;
    private final WarningRules rules;
    private final Cases cases;
    private final NoticeService notices;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    WarningService(JdbcClient jdbc, Warnings warnings, WarningRules rules, Cases cases, NoticeService notices, Registry registry, Actor actor, Clock clock,
                   ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.warnings = warnings;
        this.rules = rules;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /**
     * What somebody made of a warning.
     *
     * @param dismissal   code of the reason, where it is dismissed
     * @param words       why; of a letter its text
     * @param category    of the complaint it becomes
     * @param arrears     yuan, and {@code arrearsFrom} the first day of being overdue, of a complaint about arrears; else null
     */
    public record Triage(String decision, String dismissal, String words, String category, BigDecimal arrears, LocalDate arrearsFrom) {
    }

    /** @throws Refusal naming what is missing */
    public void triage(String caseNo, Triage t) {
        Warning w = warnings.get(caseNo);
        Outcome outcome = Outcome.of(t.decision() == null ? "" : t.decision());
        String words = t.words() == null ? "" : t.words().strip();
        String dismissal = null;
        if (outcome == Outcome.DISMISSED) {
            dismissal = rules.dismissal(t.dismissal() == null ? "" : t.dismissal(), today()).orElseThrow(() -> Refusal.invalid("请选择排除的原因。")).label();
        }
        if (words.length() < 5) {
            throw Refusal.invalid(outcome == Outcome.LETTER ? "请写明提醒单位做什么（至少5个字），这段话会写进提醒函。" : "请写明理由（至少5个字）。");
        }
        if (outcome == Outcome.COMPLAINT) {
            if (t.category() == null) {
                throw Refusal.invalid("转投诉核实的请选择投诉类别。");
            }
            boolean arrears = "arrears".equals(t.category());
            if (arrears && (t.arrears() == null || t.arrears().signum() <= 0 || t.arrearsFrom() == null || t.arrearsFrom().isAfter(today()))) {
                throw Refusal.invalid("拖欠款项的请填写欠款金额（元，大于0）和从哪一天起逾期（不能晚于今天）。");
            }
        }
        jdbc.sql("""
                        update warning set state = 'triaged', open_key = case_no, outcome = ?, dismissal = ?, words = ?, triaged_by = ?, triaged_on = ?, category = ?, arrears_amount = ?,
                            arrears_from = ? where case_no = ?""")
                .params(outcome.code, outcome == Outcome.DISMISSED ? t.dismissal() : null, words, actor.id(), today(), t.category(), t.arrears(), t.arrearsFrom(), caseNo).update();
        cases.note(caseNo, "internal-warning-triaged", "研判：" + outcome.label + (dismissal == null ? "" : "（" + dismissal + "）") + "。" + words);
        if (w.fadedOn() != null && outcome != Outcome.DISMISSED) {
            cases.note(caseNo, "internal-warning-faded", "研判时信号已自" + ChineseDates.date(w.fadedOn()) + "起消失");
        }
    }

    /** Goes to whoever takes complaints in, with the reasons; the rows stay here, where the offices read them. */
    public void toComplaint(String caseNo) {
        Warning w = warnings.get(caseNo);
        String facts = "大数据预警" + caseNo + "（" + w.ruleTitle() + "，" + w.levelWords() + "）转核实。" + w.words() + "。" + String.join("；", w.reasonList()) + "。";
        events.publishEvent(jdbc.sql("select category, arrears_amount, arrears_from from warning where case_no = ?").param(caseNo).query((row, i) -> new ComplaintWanted(caseNo, w.unitId(),
                row.getString("category"), facts.length() > LONGEST_FACTS ? facts.substring(0, LONGEST_FACTS) : facts, row.getBigDecimal("arrears_amount"),
                row.getObject("arrears_from", LocalDate.class))).single());
    }

    @EventListener
    void on(CaseFollowed followed) {
        if (jdbc.sql("update warning set complaint_no = ? where case_no = ?").params(followed.caseNo(), followed.originNo()).update() == 1) {
            cases.note(followed.originNo(), "internal-warning-complaint", "已立失信投诉" + followed.caseNo() + "，由信用中心预审、转送核实");
        }
    }

    /** @throws Refusal if the inspection is none, or is not said why there is none */
    public void considerInspection(String caseNo, boolean started, String inspectionNo, String reason) {
        if (started) {
            String no = inspectionNo == null ? "" : inspectionNo.strip();
            cases.find(no).filter(file -> file.kind().equals("inspection"))
                    .orElseThrow(() -> Refusal.invalid("没有编号为“" + (no.length() > 40 ? no.substring(0, 40) : no) + "”的监督检查，请在“发起检查”页面发起后填写案号。"));
            jdbc.sql("update warning set inspection_no = ? where case_no = ?").params(no, caseNo).update();
            cases.note(caseNo, "internal-warning-inspection", "已发起监督检查" + no);
        } else {
            if (reason == null || reason.isBlank()) {
                throw Refusal.invalid("请写明暂不发起监督检查的理由。");
            }
            jdbc.sql("update warning set inspection_reason = ? where case_no = ?").params(reason.strip(), caseNo).update();
            cases.note(caseNo, "internal-warning-inspection", "暂不发起监督检查：" + reason.strip());
        }
    }

    /** Served on the unit's head, who reads this warning from now on, but for the rows that would lead to somebody to be protected. */
    public void sendLetter(String caseNo) {
        Warning w = warnings.get(caseNo);
        String head = Registry.headGroup(w.unitId());
        cases.setMembers(caseNo, Cases.PARTY, registry.peopleInGroup(head).stream().map(Person::id).toList());
        String no = notices.issue("warning-letter", caseNo, head, Map.of("unit", registry.unit(w.unitId()).fullName(), "caseNo", caseNo, "rule", w.ruleTitle(),
                "reasons", String.join("；", w.reasonList()), "words", w.words()));
        jdbc.sql("update warning set notice_no = ? where case_no = ?").params(no, caseNo).update();
    }

    @EventListener
    void on(NoticeReceived received) {
        warnings.ofNotice(received.noticeNo()).filter(w -> Warning.TRIAGED.equals(w.state())).ifPresent(w -> events.publishEvent(new WarningSignal(w.caseNo(), WarningSignal.LETTER_RECEIVED)));
    }

    public void close(String caseNo) {
        Warning w = warnings.get(caseNo);
        jdbc.sql("update warning set state = 'closed' where case_no = ?").param(caseNo).update();
        cases.close(caseNo, w.outcome(), switch (Outcome.of(w.outcome())) {
            case COMPLAINT -> "转失信投诉" + w.complaintNo() + "核实";
            case INSPECTION -> w.inspectionNo() == null ? "提请监督检查，经研究暂不发起" : "已发起监督检查" + w.inspectionNo();
            case LETTER -> notices.get(w.noticeNo()).received() ? "提醒函已签收" : "提醒函已送达，期满没有签收，按送达处理";
            case DISMISSED -> "排除";
        });
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Reasons to choose from when a warning is dismissed. */
    @Transactional(readOnly = true)
    public List<WarningRules.Reason> dismissals() {
        return rules.dismissals(today());
    }
}
