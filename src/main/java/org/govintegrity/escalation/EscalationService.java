package org.govintegrity.escalation;

import org.govintegrity.calendar.Deadline;
import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.casefile.TaskExtended;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a unit may ask for about its limits, and what is decided: hand-back, extension, interview. */
@Service
@Transactional
public class EscalationService {

    static final String KIND = "escalation";
    private static final int LONGEST_REASON = 1000;

    private final JdbcClient jdbc;
    private final TaskBook book;
    private final TaskControl control;
    private final Cases cases;
    private final DeadlineService deadlines;
    private final Notices notices;
    private final Registry registry;
    private final Actor actor;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EscalationService(JdbcClient jdbc, TaskBook book, TaskControl control, Cases cases, DeadlineService deadlines, Notices notices, Registry registry,
                      Actor actor, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.control = control;
        this.cases = cases;
        this.deadlines = deadlines;
        this.notices = notices;
        this.registry = registry;
        this.actor = actor;
        this.events = events;
        this.clock = clock;
    }

    /** A hand-back as asked for and decided. */
    public record HandBack(String handBackNo, String caseNo, String taskId, String unitId, String reason, String requestedBy,
                           LocalDateTime requestedAt, String designatedUnit, String decidedBy, LocalDateTime decidedAt) {
    }

    /** An extension as asked for and decided; {@code amount} in the unit of the task's rule. */
    public record Extension(String extensionNo, String taskId, String unitId, String caseNo, int amount, String reason, String requestedBy,
                            LocalDateTime requestedAt, Boolean granted, String decidedBy, LocalDateTime decidedAt) {
    }

    /**
     * The unit says that a case is not its duty: once, with reason, within the limit that the model names, counted from
     * dispatch ({@code handback.request} after 信访工作条例 第二十三条 where it names none). The clock of the task runs on meanwhile.
     *
     * @return number of the hand-back's own case (TH…)
     */
    public String requestHandBack(String taskId, String reason, String person) {
        TaskEntry task = openTask(taskId);
        if (!registry.groupsOf(person).contains(task.owner()) || registry.findUnit(task.owner()).isEmpty()) {
            throw Refusal.forbidden("只有承办单位的人员可以退回。");
        }
        String rule = control.handBackRule(taskId).orElseThrow(() ->
                Refusal.unprocessable("“" + task.taskName() + "”这一环节不能退回。认为办理时间不够的，可以由单位负责人申请延期。"));
        String why = reason(reason, "退回理由");
        if (handBackOf(task.caseNo()).isPresent()) {
            throw handedBackBefore(task.caseNo());
        }
        Deadline limit = deadlines.due(rule, task.startOn(), task.asOf());
        if (LocalDate.now(clock).isAfter(limit.due())) {
            throw Refusal.unprocessable("退回应在" + ChineseDates.date(limit.due()) + "前提出，现已逾期。" + limit.explain());
        }
        CaseFile file = cases.get(task.caseNo());
        CaseFile handBack = cases.open(NewCase.numbered("TH", KIND, "退回：" + file.title(), file.unitId(), file.clauses(), file.caseNo()));
        try {
            jdbc.sql("""
                            insert into escalation_hand_back (hand_back_no, case_no, task_id, unit_id, reason, requested_by, requested_at)
                            values (?, ?, ?, ?, ?, ?, ?)""")
                    .params(handBack.caseNo(), file.caseNo(), taskId, file.unitId(), why, person, LocalDateTime.now(clock)).update();
        } catch (DuplicateKeyException aColleagueWasFaster) {
            throw handedBackBefore(file.caseNo());
        }
        cases.note(file.caseNo(), "hand-back", registry.unit(file.unitId()).shortName() + "申请退回（" + handBack.caseNo() + "）：" + why);
        events.publishEvent(new EscalationEvent(EscalationEvent.HAND_BACK_REQUESTED, handBack.caseNo()));
        return handBack.caseNo();
    }

    /**
     * The joint office says finally whose duty the case is. What the unit has done meanwhile is not taken from it: then
     * there is nothing left to designate.
     *
     * @param unitId the unit designated; the one that handed back for a confirmation
     */
    public void designate(String handBackNo, String unitId, String reason) {
        HandBack handBack = handBack(handBackNo);
        String why = reason(reason, "理由");
        Unit unit = registry.unit(unitId);
        boolean confirmed = unitId.equals(handBack.unitId());
        boolean moot = !book.get(handBack.taskId()).open();
        if (!confirmed && !moot) {
            objection(handBack, unit).ifPresent(objection -> {
                throw objection;
            });
        }
        jdbc.sql("update escalation_hand_back set designated_unit = ?, decided_by = ?, decided_at = ? where hand_back_no = ?")
                .params(moot ? handBack.unitId() : unitId, actor.id(), LocalDateTime.now(clock), handBackNo).update();
        if (moot) {
            cases.close(handBackNo, "moot", "退回的任务已由原单位办结或者已撤回，不再指定");
            return;
        }
        if (!confirmed) {
            passCase(handBack, unit, why);
        }
        CaseFile file = cases.get(handBack.caseNo());
        for (String group : confirmed ? List.of(unitId) : List.of(handBack.unitId(), unitId)) {
            notices.issue("escalation-designated", file.caseNo(), group, Map.of("unit", registry.unit(group).fullName(), "caseNo", file.caseNo(),
                    "title", file.title(), "designated", unit.fullName(), "reason", why));
        }
        cases.close(handBackNo, confirmed ? "confirmed" : "passed", confirmed ? "仍由" + unit.shortName() + "办理" : "改由" + unit.shortName() + "办理");
    }

    /** The units the joint office may name, the one that handed back first. */
    @Transactional(readOnly = true)
    public List<Unit> designable(String handBackNo) {
        HandBack handBack = handBack(handBackNo);
        return Stream.concat(registry.findUnit(handBack.unitId()).stream(), registry.unitsOn(LocalDate.now(clock)).stream()
                .filter(unit -> !unit.id().equals(handBack.unitId()) && objection(handBack, unit).isEmpty())).toList();
    }

    /**
     * The unit's head asks for more time: once per task, before it is due, within what the rule allows.
     *
     * @param by in the unit of the task's rule, at least 1
     * @return number of the request's own case (YQ…)
     */
    public String requestExtension(String taskId, int by, String reason, String person) {
        TaskEntry task = openTask(taskId);
        Unit unit = registry.unitOfGroup(task.owner()).orElseThrow(() -> Refusal.unprocessable("“" + task.taskName() + "”不是单位承办的任务，不能申请延期。"));
        if (!registry.groupsOf(person).contains(Registry.headGroup(unit.id()))) {
            throw Refusal.forbidden("延期由承办单位负责人申请，请报" + unit.shortName() + "负责人。");
        }
        DeadlineRule rule = deadlines.rule(task.rule(), task.asOf());
        if (rule.cap() == 0) {
            throw Refusal.unprocessable("“" + rule.title() + "”的期限不得延长。依据：" + rule.basis() + "。");
        }
        if (by < 1 || by > rule.cap()) {
            throw Refusal.unprocessable("“" + rule.title() + "”最多延长" + rule.cap() + rule.unit().words() + "，申请的是" + by + rule.unit().words() + "。");
        }
        if (LocalDate.now(clock).isAfter(task.dueOn())) {
            throw Refusal.unprocessable("延期应在" + ChineseDates.date(task.dueOn()) + "到期之前申请，现已逾期，请尽快办结。");
        }
        if (extensionOf(taskId, unit.id()).isPresent()) {
            throw askedBefore();
        }
        String why = reason(reason, "延期理由");
        CaseFile file = cases.get(task.caseNo());
        CaseFile request = cases.open(NewCase.numbered("YQ", KIND, "延期：" + file.title(), unit.id(), file.clauses(), file.caseNo()));
        try {
            jdbc.sql("""
                            insert into escalation_extension (extension_no, task_id, unit_id, case_no, amount, reason, requested_by, requested_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(request.caseNo(), taskId, unit.id(), file.caseNo(), by, why, person, LocalDateTime.now(clock)).update();
        } catch (DuplicateKeyException sentTwice) {
            throw askedBefore();
        }
        cases.note(file.caseNo(), "extension", unit.shortName() + "申请“" + task.taskName() + "”延期" + by + rule.unit().words() + "（" + request.caseNo() + "）：" + why);
        events.publishEvent(new EscalationEvent(EscalationEvent.EXTENSION_REQUESTED, request.caseNo()));
        return request.caseNo();
    }

    /**
     * The supervisor grants the extension or refuses it with a reason; the unit is told either way. Where the task is done
     * by then, or another unit's, nothing moves.
     */
    public void decideExtension(String extensionNo, boolean granted, String reason) {
        Extension extension = extension(extensionNo);
        if (!granted) {
            reason(reason, "不同意的理由");
        }
        jdbc.sql("update escalation_extension set granted = ?, decided_by = ?, decided_at = ? where extension_no = ?")
                .params(granted, actor.id(), LocalDateTime.now(clock), extensionNo).update();
        TaskEntry task = book.get(extension.taskId());
        if (!task.open() || registry.unitOfGroup(task.owner()).map(Unit::id).filter(extension.unitId()::equals).isEmpty()) {
            cases.close(extensionNo, "moot", "所涉任务已办结或者已改由其他单位办理，期限不作调整");
            return;
        }
        if (granted) {
            book.extend(task.taskId(), extension.amount(), "延期获批准（" + extensionNo + "）");
            control.dueMoved(task.taskId());
            events.publishEvent(new TaskExtended(extension.caseNo(), task.taskId(), book.get(task.taskId()).dueOn(), extension.reason()));
        }
        notices.issue("escalation-extension", extension.caseNo(), extension.unitId(), Map.of("unit", registry.unit(extension.unitId()).fullName(),
                "task", task.taskName(), "caseNo", extension.caseNo(),
                "decision", granted ? "同意延期，办理期限调整为" + ChineseDates.date(book.get(task.taskId()).dueOn())
                        : "不同意延期，仍应在" + ChineseDates.date(task.dueOn()) + "前办结。理由：" + reason));
        cases.close(extensionNo, granted ? "granted" : "refused", granted ? "同意延期" : "不同意延期：" + reason);
    }

    /** Keeps the record of an interview and tells the unit what is demanded. */
    public void recordInterview(String interviewNo, LocalDate heldOn, String attended, String record, String demands) {
        if (heldOn.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("约谈日期" + ChineseDates.date(heldOn) + "还没有到，请在约谈之后登记。");
        }
        CaseFile interview = cases.get(interviewNo);
        cases.note(interviewNo, "interview", ChineseDates.date(heldOn) + "约谈，参加人：" + attended + "。" + record);
        notices.issue("escalation-interview-record", interviewNo, Registry.headGroup(interview.unitId()), Map.of(
                "unit", registry.unit(interview.unitId()).fullName(), "date", ChineseDates.date(heldOn), "title", interview.title(),
                "caseNo", interviewNo, "demands", demands));
        cases.close(interviewNo, "held", "已约谈，要求：" + demands);
    }

    @Transactional(readOnly = true)
    public HandBack handBack(String handBackNo) {
        return jdbc.sql("select * from escalation_hand_back where hand_back_no = ?").param(handBackNo).query(Rows.of(HandBack.class)).single();
    }

    @Transactional(readOnly = true)
    public Extension extension(String extensionNo) {
        return jdbc.sql("select * from escalation_extension where extension_no = ?").param(extensionNo).query(Rows.of(Extension.class)).single();
    }

    /** What that unit asked for this task, if anything. */
    @Transactional(readOnly = true)
    public Optional<Extension> extensionOf(String taskId, String unitId) {
        return jdbc.sql("select * from escalation_extension where task_id = ? and unit_id = ?").params(taskId, unitId).query(Rows.of(Extension.class)).optional();
    }

    /** Whether and how the case was handed back. */
    @Transactional(readOnly = true)
    public Optional<HandBack> handBackOf(String caseNo) {
        return jdbc.sql("select * from escalation_hand_back where case_no = ?").param(caseNo).query(Rows.of(HandBack.class)).optional();
    }

    /** Ends a case of this family whose process was ended from outside; one that is closed already stays as it is. */
    public void abandon(String caseNo) {
        cases.close(caseNo, "cancelled", "流程已被终止");
    }

    /** Why that unit, another than the one that handed back, cannot be designated; empty if it can. */
    private Optional<Refusal> objection(HandBack handBack, Unit unit) {
        if (!unit.validOn(LocalDate.now(clock))) {
            return Optional.of(Refusal.invalid("“" + unit.fullName() + "”已撤销或更名，请指定承接其职责的单位。"));
        }
        Optional<String> member = cases.members(handBack.caseNo(), Cases.TEAM).stream().filter(p -> unit.id().equals(registry.person(p).unitId())).findFirst();
        if (member.isPresent()) {
            return Optional.of(Refusal.invalid("检查组成员" + registry.displayName(member.get()) + "是该单位的人员，不能指定该单位。请另选单位。"));
        }
        CaseFile file = cases.get(handBack.caseNo());
        return file.parentNo() == null ? Optional.empty() : cases.children(file.parentNo()).stream()
                .filter(sibling -> sibling.kind().equals(file.kind()) && unit.id().equals(sibling.unitId())).findFirst()
                .map(sibling -> Refusal.conflict(unit.shortName() + "在同一事项中已有案件" + sibling.caseNo() + "，不能再指定。请另选单位，或者维持原单位。"));
    }

    private static Refusal handedBackBefore(String caseNo) {
        return Refusal.conflict("案件" + caseNo + "已经退回过一次，联席办的指定是最终的，不能再次退回。");
    }

    private static Refusal askedBefore() {
        return Refusal.conflict("这项任务已经申请过一次延期，不能再次申请。");
    }

    private void passCase(HandBack handBack, Unit to, String why) {
        String from = handBack.unitId();
        LocalDate today = LocalDate.now(clock);
        cases.changeUnit(handBack.caseNo(), to.id(), "联席办指定由" + to.shortName() + "办理（" + handBack.handBackNo() + "）：" + why);
        for (TaskEntry task : book.ofCase(handBack.caseNo())) {
            if (task.open() && registry.unitOfGroup(task.owner()).map(Unit::id).filter(from::equals).isPresent()) {
                String owner = task.owner().equals(from) ? to.id() : Registry.headGroup(to.id());
                book.passTo(task.taskId(), owner, today, "联席办指定由" + to.shortName() + "办理，期限重新起算");
                control.passTo(task.taskId(), task.owner(), owner);
            }
        }
    }

    private TaskEntry openTask(String taskId) {
        TaskEntry task = book.get(taskId);
        if (!task.open()) {
            throw Refusal.conflict("“" + task.taskName() + "”已经办结，不能再申请退回或延期。");
        }
        return task;
    }

    /** @throws Refusal if it is missing or too long */
    static String reason(String reason, String what) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("请写明" + what + "。");
        }
        String stripped = reason.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length > LONGEST_REASON) {
            throw Refusal.invalid(what + "最多" + LONGEST_REASON + "字，现有" + length + "字，请压缩后再提交。");
        }
        return stripped;
    }
}
