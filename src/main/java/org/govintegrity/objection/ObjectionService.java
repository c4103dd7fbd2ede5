package org.govintegrity.objection;

import org.govintegrity.calendar.DeadlineService;
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
import org.govintegrity.credit.RecordParties;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.StandingChanged;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.Role;
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

/** Use cases of an objection (山东省社会信用条例 第39、40条). It never stops the record's term. */
@Service
@Transactional
public class ObjectionService {

    public static final String KIND = "credit-objection";
    /** From then on the objector may read what was found. */
    public static final String TOLD = "objection-told";

    private static final List<Standing> OVER = List.of(Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.CLOSED);
    private static final List<Standing> ENDS = List.of(Standing.WITHDRAWN, Standing.SUPERSEDED);

    private final JdbcClient jdbc;
    private final Cases cases;
    private final CreditArchive archive;
    private final RecordParties parties;
    private final CorrectedRecords corrected;
    private final ObjectionNotices notices;
    private final DeadlineService deadlines;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ObjectionService(JdbcClient jdbc, Cases cases, CreditArchive archive, RecordParties parties, CorrectedRecords corrected, ObjectionNotices notices,
                     DeadlineService deadlines, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.archive = archive;
        this.parties = parties;
        this.corrected = corrected;
        this.notices = notices;
        this.deadlines = deadlines;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Takes an objection in and marks the record, in one transaction.
     *
     * @param counter who came in person; null where somebody asks for themselves
     * @return the case's number
     * @throws Refusal (not found) if the record is not this person's; (conflict) if it is over or an objection runs, with its number
     */
    public String raise(String recordNo, String grounds, CameInPerson counter) {
        RecordParties.Claim claim = parties.claim(recordNo, actor.id(), counter);
        CreditRecord record = claim.record();
        String words = grounds(grounds, "提出异议的理由");
        if (!objectable(record)) {
            throw Refusal.conflict("记录" + recordNo + "目前为“" + record.standing().label + "”，不再使用，不需要提出异议。"
                    + (record.standing() == Standing.SUPERSEDED ? "对更正后的记录有异议的，请对新记录提出。" : ""));
        }
        Role desk = parties.desk(record);
        CaseFile file = cases.open(NewCase.numbered("YY", KIND, "信用异议：" + recordNo, parties.actingUnit(record),
                record.clause() == null ? List.of() : List.of(record.clause()), cases.find(record.caseNo()).map(CaseFile::caseNo).orElse(null)));
        // only now: whoever opens a case of this kind waits at its number, and sees what the one before has opened
        runningOn(recordNo).ifPresent(other -> {
            throw running(recordNo, other);
        });
        if (record.subject() == SubjectKind.PERSON) {
            cases.makeConfidential(file.caseNo());
            cases.setMembers(file.caseNo(), Cases.PARTY, parties.party(record));
        }
        cases.setMembers(file.caseNo(), Cases.OFFICE, List.of(desk.id()));
        CameInPerson came = claim.counter();
        jdbc.sql("insert into credit_objection (case_no, record_no, grounds, at_counter, name, identified_by, contact) values (?, ?, ?, ?, ?, ?, ?)")
                .params(file.caseNo(), recordNo, words, claim.atCounter(), came == null ? null : came.name(), came == null ? null : came.identifiedBy(),
                        came == null ? null : came.contact()).update();
        cases.note(file.caseNo(), "objection-raised", (came == null ? "提出异议：" : "当面提出异议（" + came.name() + "，" + came.identifiedBy() + "）：") + words);
        mark(get(file.caseNo()), Standing.OBJECTED, "raised", "提出异议（" + file.caseNo() + "），正在核实");
        events.publishEvent(new ObjectionSignal(ObjectionSignal.RAISED, file.caseNo()));
        return file.caseNo();
    }

    /** @throws Refusal if no other unit could be asked */
    public void accept(String caseNo, boolean ask) {
        if (ask) {
            String source = parties.source(recordOf(get(caseNo))).orElseThrow(() -> Refusal.invalid(
                    "这条记录由本单位形成或者提供单位已不存在，没有可以征询的其他单位，请选择“由本单位核实”。"));
            jdbc.sql("update credit_objection set answerer = ? where case_no = ?").params(source, caseNo).update();
            addOffice(caseNo, source);
        }
        cases.note(caseNo, "objection-accepted", ask ? "受理异议，征询信息提供单位，七个工作日内处理" : "受理异议，三个工作日内处理");
    }

    /** The unit that filed the record says what it has found. */
    public void answer(String caseNo, String position, String text) {
        String words = switch (position) {
            case "right" -> "记录无误。";
            case "wrong" -> "记录有误。";
            default -> throw Refusal.invalid("请选择记录有误还是无误。");
        } + text;
        jdbc.sql("update credit_objection set answer = ? where case_no = ?").params(words, caseNo).update();
        cases.note(caseNo, "internal-objection-answered", "提供单位答复：" + words);
    }

    public void unanswered(String caseNo) {
        cases.note(caseNo, "internal-objection-unanswered", "提供单位逾期没有答复，按现有材料处理");
    }

    /** Decides it, the first time or the second, and enters what follows into the archive. */
    public Outcome decide(String caseNo, String decided, String reasons, Correction correction) {
        Objection objection = get(caseNo);
        CreditRecord record = archive.get(objection.target());
        Outcome outcome = Outcome.decision(decided);
        String words = grounds(reasons, "处理理由");
        String look = objection.secondGrounds() == null ? "" : "second_";
        // before the archive hears of it: what it then announces must find this decided
        jdbc.sql("update credit_objection set " + look + "outcome = ?, " + look + "reasons = ? where case_no = ?").params(outcome.code, words, caseNo).update();
        cases.note(caseNo, "internal-objection-decided", (look.isEmpty() ? "处理异议：" : "复查异议：") + outcome.label + "。" + words);
        String matter = (look.isEmpty() ? "异议处理（" : "异议复查（") + caseNo + "）：";
        switch (outcome) {
            case CONFIRMED -> mark(objection, Standing.IN_FORCE, "decided", matter + "维持");
            case WITHDRAWN -> mark(objection, Standing.WITHDRAWN, "decided", matter + "撤销");
            default -> {
                CreditRecord right = corrected.enter(record, correction, objection.ref(), actor.id());
                jdbc.sql("update credit_objection set corrected_no = ? where case_no = ?").params(right.recordNo(), caseNo).update();
                mark(objection, Standing.SUPERSEDED, "decided", matter + "有误，由记录" + right.recordNo() + "更正");
            }
        }
        return outcome;
    }

    /** Serves the outcome with its reasons and the way to a second look, and tells whoever was shown what was wrong. */
    public void tell(String caseNo) {
        Objection objection = get(caseNo);
        LocalDate until = Outcome.of(objection.outcome()) == Outcome.WITHDRAWN ? null
                : deadlines.due("credit.objection-second", today(), cases.get(caseNo).openedOn()).due();
        jdbc.sql("update credit_objection set second_until = ? where case_no = ?").params(until, caseNo).update();
        notices.result(objection, recordOf(objection), until);
        cases.note(caseNo, TOLD, "处理结果已送达异议人" + (until == null ? "" : "，可以在" + ChineseDates.date(until) + "前请求复查"));
        if (until == null) {
            close(caseNo);
        }
    }

    /** @throws Refusal if it was asked for before, is too late, or there is nothing to look at */
    public void requestSecondLook(String caseNo, String grounds) {
        Objection objection = mine(caseNo);
        String words = grounds(grounds, "请求复查的理由");
        if (objection.secondGrounds() != null || !cases.get(caseNo).open()) {
            throw Refusal.conflict("异议" + caseNo + (objection.secondGrounds() == null ? "已经结案" : "已经请求过复查，复查以一次为限") + "。");
        }
        if (objection.secondUntil() == null) {
            throw Refusal.conflict("异议" + caseNo + "的处理结果还没有送达，请收到结果后再请求复查。");
        }
        if (today().isAfter(objection.secondUntil())) {
            throw Refusal.unprocessable("请求复查的期限已于" + ChineseDates.date(objection.secondUntil()) + "届满。");
        }
        CreditRecord record = archive.get(objection.target());
        if (!objectable(record)) {
            throw Refusal.conflict("记录" + record.recordNo() + "目前为“" + record.standing().label + "”，不需要复查。");
        }
        jdbc.sql("update credit_objection set second_grounds = ? where case_no = ?").params(words, caseNo).update();
        secondDesk(caseNo).forEach(group -> addOffice(caseNo, group));
        cases.note(caseNo, "objection-second", "请求复查：" + words);
        mark(get(caseNo), Standing.OBJECTED, "raised", "请求复查异议处理结果（" + caseNo + "）");
        events.publishEvent(new ObjectionSignal(ObjectionSignal.SECOND_LOOK, caseNo));
    }

    public void tellSecond(String caseNo) {
        Objection objection = get(caseNo);
        notices.secondResult(objection, recordOf(objection));
        cases.note(caseNo, TOLD, "复查结果已送达异议人");
        close(caseNo);
    }

    /** Nobody asked for a second look, or it is done. */
    public void close(String caseNo) {
        Objection objection = get(caseNo);
        Outcome last = Outcome.of(objection.secondOutcome() == null ? objection.outcome() : objection.secondOutcome());
        cases.close(caseNo, last.code, last.label + (objection.secondOutcome() == null ? "" : "（复查）"));
    }

    /** The objector takes it back. @throws Refusal if nothing is waiting to be decided */
    public void drop(String caseNo, String reason) {
        Objection objection = mine(caseNo);
        String words = grounds(reason, "撤回理由");
        if (!cases.get(caseNo).open() || !objection.undecided()) {
            throw Refusal.conflict("异议" + caseNo + "已经作出处理，不能撤回。");
        }
        end(objection, Outcome.DROPPED, "异议人撤回：" + words);
        mark(objection, Standing.IN_FORCE, "dropped", "异议人撤回异议（" + caseNo + "）");
    }

    /** Another matter has ended the record: there is nothing left to decide. */
    @EventListener
    public void on(StandingChanged change) {
        if (ENDS.contains(change.standing())) {
            runningOn(change.recordNo()).filter(Objection::undecided).filter(o -> o.target().equals(change.recordNo())).ifPresent(objection -> {
                end(objection, Outcome.OVERTAKEN, "记录" + change.recordNo() + change.standing().label + "，异议不再办理");
                notices.ended(objection, recordOf(objection), change.standing());
            });
        }
    }

    @Transactional(readOnly = true)
    public Objection get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no objection " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Objection> find(String caseNo) {
        return jdbc.sql("select * from credit_objection where case_no = ?").param(caseNo).query(Rows.of(Objection.class)).optional();
    }

    /** Whether a record is still used in any way; to one that is not there is nothing to object to. */
    public static boolean objectable(CreditRecord record) {
        return !OVER.contains(record.standing());
    }

    /** The objection that is not closed yet and concerns this record, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Objection> runningOn(String recordNo) {
        return jdbc.sql("""
                        select o.* from credit_objection o join casefile_case c on c.case_no = o.case_no
                        where (o.record_no = ? or o.corrected_no = ?) and c.closed_at is null order by o.case_no fetch first 1 rows only""")
                .params(recordNo, recordNo).query(Rows.of(Objection.class)).optional();
    }

    @Transactional(readOnly = true)
    public CreditRecord recordOf(Objection objection) {
        return archive.get(objection.recordNo());
    }

    /** Who takes it up. */
    @Transactional(readOnly = true)
    public String desk(String caseNo) {
        return parties.desk(recordOf(get(caseNo))).id();
    }

    /** Who may take the second look: the office above, and those of the first who had no part in it. */
    @Transactional(readOnly = true)
    public List<String> secondDesk(String caseNo) {
        Role first = parties.desk(recordOf(get(caseNo)));
        return List.of((first == Role.CREDIT_CENTRE ? Role.JOINT_OFFICE : Role.LEADER).id(), first.id());
    }

    /** Whether this person may drop it, or ask for a second look. */
    @Transactional(readOnly = true)
    public boolean mayAct(Objection objection, String personId) {
        return parties.way(recordOf(objection), personId).filter(way -> (way == RecordParties.Way.COUNTER) == objection.atCounter()).isPresent();
    }

    private Objection mine(String caseNo) {
        return find(caseNo).filter(o -> mayAct(o, actor.id())).orElseThrow(() -> Refusal.notFound("没有编号为“" + caseNo + "”、由您提出的信用异议，请核对编号。"));
    }

    private void end(Objection objection, Outcome how, String words) {
        jdbc.sql("update credit_objection set " + (objection.outcome() == null ? "outcome" : "second_outcome") + " = ? where case_no = ?")
                .params(how.code, objection.caseNo()).update();
        cases.close(objection.caseNo(), how.code, words);
        events.publishEvent(new ObjectionSignal(ObjectionSignal.ENDED, objection.caseNo()));
    }

    private void mark(Objection objection, Standing standing, String step, String text) {
        archive.event(new StandingChange(objection.target(), "objection:" + objection.ref() + ":" + step, standing, today(), objection.ref(), text), actor.id());
    }

    private void addOffice(String caseNo, String group) {
        List<String> offices = new ArrayList<>(cases.members(caseNo, Cases.OFFICE));
        if (!offices.contains(group)) {
            offices.add(group);
            cases.setMembers(caseNo, Cases.OFFICE, offices);
        }
    }

    private static Refusal running(String recordNo, Objection other) {
        return Refusal.conflict("记录" + recordNo + "的异议" + other.caseNo() + (other.secondUntil() == null || other.undecided() ? "正在办理，不能重复提出。请到该案件页查看进展或者补充材料。"
                : "已经处理，不同意结果的，请在" + ChineseDates.date(other.secondUntil()) + "前到该案件页请求复查。"));
    }

    private static String grounds(String typed, String what) {
        if (typed == null || typed.strip().length() < 5) {
            throw Refusal.invalid("请写明" + what + "（至少5个字）。");
        }
        if (typed.strip().length() > 2000) {
            throw Refusal.invalid(what + "最多2000字，请缩短，其余内容可以作为证据上传。");
        }
        return typed.strip();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
