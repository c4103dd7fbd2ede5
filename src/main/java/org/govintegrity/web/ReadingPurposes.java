package org.govintegrity.web;

import jakarta.servlet.http.HttpSession;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What somebody opens another's file for: asked once, written into the log, and good for the session's next minutes. */
@Component
public class ReadingPurposes {

    static final List<String> CHOICES = List.of("办理案件", "人事任用、评先评优", "信用核查", "办理异议或者修复", "档案管理和核对", "其他");
    static final String OTHER = "其他";
    /** How long one purpose is good for (project default). */
    static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final int MAX_DETAIL = 150;

    private final CurrentPerson me;
    private final CreditDesk desk;
    private final ReadLog log;
    private final Clock clock;

    ReadingPurposes(CurrentPerson me, CreditDesk desk, ReadLog log, Clock clock) {
        this.me = me;
        this.desk = desk;
        this.log = log;
        this.clock = clock;
    }

    /** Whether a page still has to ask; also says no to whoever may not read the file at all. */
    boolean missing(HttpSession session, SubjectKind kind, String id, boolean closed) {
        desk.check(kind, id);
        return desk.purposeNeeded(kind, id, closed)
                && !(session.getAttribute(key(kind, id, closed)) instanceof Instant until && clock.instant().isBefore(until));
    }

    /** @throws Refusal (invalid) if the purpose is none of the choices, or 其他 says nothing more, or it is too long */
    void give(HttpSession session, SubjectKind kind, String id, boolean closed, String choice, String detail) {
        desk.check(kind, id);
        if (!desk.purposeNeeded(kind, id, closed)) {
            return;
        }
        String more = detail.strip();
        if (!CHOICES.contains(choice)) {
            throw Refusal.invalid("请选择查看这份档案的用途。");
        }
        if (choice.equals(OTHER) && more.isEmpty()) {
            throw Refusal.invalid("用途选“其他”的，请写明是什么事。");
        }
        if (more.length() > MAX_DETAIL) {
            throw Refusal.invalid("说明最多" + MAX_DETAIL + "字，请缩短。");
        }
        note(kind, id, closed, more.isEmpty() ? choice : choice + "：" + more, null);
        session.setAttribute(key(kind, id, closed), clock.instant().plus(GOOD_FOR));
    }

    /**
     * For the API: one request, one purpose.
     *
     * @throws Refusal (invalid) if one is needed and none is given; as {@link CreditDesk#check} first
     */
    public void note(String kindCode, String id, boolean closed, String purpose, String ref) {
        SubjectKind kind = CreditFiles.kind(kindCode);
        desk.check(kind, id);
        if (!desk.purposeNeeded(kind, id, closed)) {
            return;
        }
        if (purpose == null || purpose.isBlank()) {
            throw Refusal.invalid("查看这份档案须写明用途：请加上参数 purpose，例如 purpose=人事任用，再查。");
        }
        if (ref != null && ref.length() > 40) {
            throw Refusal.invalid("参数 ref（核查、案件或者报告的编号）最多40个字符。");
        }
        note(kind, id, closed, purpose, ref);
    }

    private void note(SubjectKind kind, String id, boolean closed, String purpose, String ref) {
        log.note(kind, id, me.id(), closed ? "查看封闭档案，" + purpose.strip() : purpose, ref);
    }

    private static String key(SubjectKind kind, String id, boolean closed) {
        return ReadingPurposes.class.getName() + ":" + kind.code + ":" + id + ":" + closed;
    }
}
