package org.govintegrity.repair;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.StandingChanged;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.evidence.EvidenceService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Use cases of a repair (信用修复管理办法, NDRC Order 36; 国办发〔2025〕22号: 谁认定、谁修复). */
@Service
@Transactional
public class RepairService {

    public static final String KIND = "credit-repair";
    /** From then on the applicant may read how it was judged. */
    public static final String TOLD = "repair-told";

    private static final List<Standing> ENDS = List.of(Standing.WITHDRAWN, Standing.SUPERSEDED);
    private static final List<String> TITLES = List.of("最短期限已满", "失信行为已纠正", "相关义务已履行", "已公开作出信用承诺");

    private final JdbcClient jdbc;
    private final Cases cases;
    private final CreditArchive archive;
    private final RecordParties parties;
    private final RepairNotices notices;
    private final EvidenceService evidence;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    RepairService(JdbcClient jdbc, Cases cases, CreditArchive archive, RecordParties parties, RepairNotices notices, EvidenceService evidence, Actor actor,
                  Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.archive = archive;
        this.parties = parties;
        this.notices = notices;
        this.evidence = evidence;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** The four conditions before anything is applied for. */
    @Transactional(readOnly = true)
    public List<Condition> conditions(CreditRecord record) {
        return List.of(term(record), new Condition(TITLES.get(1), null, "请说明怎样纠正、何时完成，并上传证明材料。"),
                new Condition(TITLES.get(2), null, "请说明履行了哪些义务（整改、赔偿、履约、缴款等），并上传证明材料。"),
                new Condition(TITLES.get(3), null, "请写明信用承诺，并同意向社会公开。"));
    }

    /** The four conditions as they were applied for and judged. */
    @Transactional(readOnly = true)
    public List<Condition> conditions(Repair repair) {
        return List.of(term(archive.get(repair.recordNo())), new Condition(TITLES.get(1), repair.corrected(), repair.correction()),
                new Condition(TITLES.get(2), repair.dutyDone(), repair.duty()), new Condition(TITLES.get(3), repair.committed(), repair.commitment()));
    }

    /**
     * Opens the case, if the record can be repaired at all.
     *
     * @param counter who came in person; null where somebody asks for themselves
     * @return the case's number
     * @throws Refusal (not found) if the record is not this person's; (conflict) if it does not count or an application runs;
     *                 (unprocessable) before the shortest term is over, with its day; (invalid) naming each condition that is missing
     */
    public String apply(String recordNo, Application application, CameInPerson counter) {
        RecordParties.Claim claim = parties.claim(recordNo, actor.id(), counter);
        CreditRecord record = claim.record();
        if (!record.standing().counts()) {
            throw Refusal.conflict("记录" + recordNo + "目前为“" + record.standing().label + "”，不需要申请修复。");
        }
        if (record.sanctionUntil() != null) {
            throw Refusal.unprocessable("处分、问责的期限到" + ChineseDates.date(record.sanctionUntil()) + "届满自动解除，不适用信用修复。对处理不服的，请走申诉程序。");
        }
        Condition term = term(record);
        if (!term.met()) {
            throw Refusal.unprocessable("还不能申请修复：" + term.words());
        }
        requireComplete(application);
        CaseFile file = cases.open(NewCase.numbered("XF", KIND, "信用修复：" + recordNo, parties.actingUnit(record),
                record.clause() == null ? List.of() : List.of(record.clause()), cases.find(record.caseNo()).map(CaseFile::caseNo).orElse(null)));
        // only now: whoever opens a case of this kind waits at its number, and sees what the one before has opened
        runningOn(recordNo).ifPresent(other -> {
            throw Refusal.conflict("记录" + recordNo + "的修复申请" + other.caseNo() + "正在办理，不能重复申请。请到该案件页查看进展或者补充材料。");
        });
        String decider = deciderOf(record);
        if (record.subject() == SubjectKind.PERSON) {
            cases.makeConfidential(file.caseNo());
            cases.setMembers(file.caseNo(), Cases.PARTY, parties.party(record));
        }
        cases.setMembers(file.caseNo(), Cases.OFFICE, Stream.of(decider, parties.desk(record).id()).distinct().toList());
        CameInPerson came = claim.counter();
        jdbc.sql("""
                        insert into credit_repair (case_no, record_no, correction, duty, commitment, at_counter, name, identified_by, contact, decider)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(file.caseNo(), recordNo, application.correction().strip(), application.duty().strip(), application.commitment().strip(), claim.atCounter(),
                        came == null ? null : came.name(), came == null ? null : came.identifiedBy(), came == null ? null : came.contact(), decider).update();
        cases.note(file.caseNo(), "repair-applied", came == null ? "申请信用修复" : "当面申请信用修复（" + came.name() + "，" + came.identifiedBy() + "）");
        events.publishEvent(new RepairSignal(RepairSignal.APPLIED, file.caseNo()));
        return file.caseNo();
    }

    /**
     * Decides it; all conditions met make a repair, and the record stops counting at once.
     *
     * @throws Refusal if a condition is not met and no reason given, or nothing proves what is granted
     */
    public boolean decide(String caseNo, Decision decision) {
        Repair repair = get(caseNo);
        boolean granted = decision.granted();
        if (!granted && (decision.reasons() == null || decision.reasons().strip().length() < 5)) {
            throw Refusal.invalid("有条件不符合、不予修复的，请写明理由（至少5个字），申请人据此补正后可以再次申请。");
        }
        if (granted && evidence.ofCase(caseNo).stream().allMatch(one -> one.withdrawn())) {
            throw Refusal.invalid("案卷里还没有证明材料，不能准予修复。请联系申请人到案件页上传，或者不予修复并写明理由。");
        }
        String reasons = granted ? "四项条件均符合。" + (decision.reasons() == null ? "" : decision.reasons()) : unmet(decision) + "。" + decision.reasons();
        String outcome = granted ? "repaired" : "refused";
        jdbc.sql("update credit_repair set corrected = ?, duty_done = ?, committed = ?, outcome = ?, reasons = ? where case_no = ?")
                .params(decision.corrected(), decision.dutyDone(), decision.committed(), outcome, reasons, caseNo).update();
        cases.note(caseNo, "internal-repair-decided", (granted ? "准予修复。" : "不予修复。") + reasons);
        if (granted) {
            archive.event(new StandingChange(repair.recordNo(), "repair:" + caseNo, Standing.REPAIRED, today(), caseNo,
                    "信用修复（" + caseNo + "）：停止公示、共享和使用，解除相应措施"), actor.id());
        }
        return granted;
    }

    /** Serves the decision, and where it is repaired tells whoever was shown the record to stop using it. */
    public void tell(String caseNo) {
        Repair repair = get(caseNo);
        notices.result(repair, archive.get(repair.recordNo()));
        cases.note(caseNo, TOLD, "修复结果已送达申请人");
        cases.close(caseNo, repair.outcome(), repair.outcomeWords());
    }

    /** The applicant hears within the time of the rule {@code credit.repair-tell} how it stands, even if nothing is decided yet. */
    public void delayed(String caseNo) {
        Repair repair = get(caseNo);
        notices.delayed(repair, archive.get(repair.recordNo()));
        cases.note(caseNo, "repair-delayed", "告知申请人：尚未作出决定，已经督办");
    }

    /** The applicant takes it back. @throws Refusal if it is decided */
    public void drop(String caseNo, String reason) {
        Repair repair = find(caseNo).filter(r -> mayAct(r, actor.id())).orElseThrow(() -> Refusal.notFound("没有编号为“" + caseNo + "”、由您提出的修复申请，请核对编号。"));
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤回理由（至少5个字）。");
        }
        if (repair.outcome() != null) {
            throw Refusal.conflict("修复申请" + caseNo + "已经作出决定，不能撤回。");
        }
        end(repair, "dropped", "申请人撤回：" + reason.strip());
    }

    /** Another matter has ended the record: there is nothing left to repair. */
    @EventListener
    public void on(StandingChanged change) {
        if (ENDS.contains(change.standing())) {
            runningOn(change.recordNo()).filter(r -> r.outcome() == null).ifPresent(repair -> {
                end(repair, "overtaken", "记录" + change.recordNo() + change.standing().label + "，修复申请不再办理");
                notices.ended(repair, archive.get(repair.recordNo()), change.standing());
            });
        }
    }

    @Transactional(readOnly = true)
    public Repair get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no repair " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Repair> find(String caseNo) {
        return jdbc.sql("select * from credit_repair where case_no = ?").param(caseNo).query(Rows.of(Repair.class)).optional();
    }

    /** The application for this record that is not closed yet, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Repair> runningOn(String recordNo) {
        return jdbc.sql("""
                        select r.* from credit_repair r join casefile_case c on c.case_no = r.case_no
                        where r.record_no = ? and c.closed_at is null order by r.case_no fetch first 1 rows only""")
                .param(recordNo).query(Rows.of(Repair.class)).optional();
    }

    /** Whether this person may drop it. */
    @Transactional(readOnly = true)
    public boolean mayAct(Repair repair, String personId) {
        return parties.way(archive.get(repair.recordNo()), personId).filter(way -> (way == RecordParties.Way.COUNTER) == repair.atCounter()).isPresent();
    }

    /** Whoever determined the record decides; a finding of breach was determined by the credit supervision itself, and nobody decides on themselves. */
    private String deciderOf(CreditRecord record) {
        String desk = parties.desk(record).id();
        return record.kind() == RecordKind.BREACH ? desk : parties.source(record).orElse(desk);
    }

    private Condition term(CreditRecord record) {
        LocalDate from = record.terms().repairFrom();
        boolean met = !today().isBefore(from);
        return new Condition(TITLES.get(0), met, (met ? "自" + ChineseDates.date(from) + "起可以申请。" : "最短期限未满，自" + ChineseDates.date(from) + "起可以申请。")
                + "依据：" + record.terms().basis() + "。");
    }

    private static void requireComplete(Application a) {
        List<String> missing = new ArrayList<>();
        if (tooShort(a.correction())) {
            missing.add("失信行为怎样纠正");
        }
        if (tooShort(a.duty())) {
            missing.add("相关义务怎样履行");
        }
        if (tooShort(a.commitment())) {
            missing.add("信用承诺");
        }
        if (!a.madePublic()) {
            missing.add("同意公开信用承诺");
        }
        if (!missing.isEmpty()) {
            throw Refusal.invalid("修复条件不齐，请补充：" + String.join("、", missing) + "（文字至少5个字）。");
        }
        if (Stream.of(a.correction(), a.duty(), a.commitment()).anyMatch(text -> text.strip().length() > 2000)) {
            throw Refusal.invalid("每项说明最多2000字，请缩短，其余内容可以作为证据上传。");
        }
    }

    private static boolean tooShort(String text) {
        return text == null || text.strip().length() < 5;
    }

    private static String unmet(Decision d) {
        return "不符合：" + Stream.of(d.corrected() ? null : TITLES.get(1), d.dutyDone() ? null : TITLES.get(2), d.committed() ? null : TITLES.get(3))
                .filter(title -> title != null).collect(Collectors.joining("、"));
    }

    private void end(Repair repair, String outcome, String words) {
        jdbc.sql("update credit_repair set outcome = ? where case_no = ?").params(outcome, repair.caseNo()).update();
        cases.close(repair.caseNo(), outcome, words);
        events.publishEvent(new RepairSignal(RepairSignal.ENDED, repair.caseNo()));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
