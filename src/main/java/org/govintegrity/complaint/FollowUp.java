package org.govintegrity.complaint;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What complainants do with number and code: read on, write, rate, have it handled again, have it reviewed, report retaliation, take it back. */
@Service
@Transactional
public class FollowUp {

    /** In the same words whether the number or the code is wrong. */
    public static final String WRONG = "受理编号或者查询码不正确，请照回执核对后重新填写。";

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final ComplaintService service;
    private final ComplaintFiles files;
    private final Informers informers;
    private final Correspondence letters;
    private final Cases cases;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    FollowUp(JdbcClient jdbc, Complaints complaints, ComplaintService service, ComplaintFiles files, Informers informers, Correspondence letters, Cases cases, Notices notices,
             DeadlineService deadlines, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.service = service;
        this.files = files;
        this.informers = informers;
        this.letters = letters;
        this.cases = cases;
        this.notices = notices;
        this.deadlines = deadlines;
        this.clock = clock;
        this.events = events;
    }

    /** What can be done now. @param until last day of having it handled again or reviewed; null where neither is open */
    public record Open(boolean message, boolean rate, boolean reopen, boolean review, boolean recheck, boolean retaliation, boolean withdraw, LocalDate until) {
    }

    /** @throws Refusal (not found) in the same words whether number or code is wrong */
    @Transactional(readOnly = true)
    public Complaint find(String caseNo, String code) {
        return complaints.find(caseNo == null ? "" : caseNo.strip().toUpperCase(Locale.ROOT), code).orElseThrow(() -> Refusal.notFound(WRONG));
    }

    @Transactional(readOnly = true)
    public Open open(Complaint c) {
        boolean answered = c.in(ComplaintState.ANSWERED);
        boolean recheck = c.in(ComplaintState.REVIEWED);
        LocalDate until = until(c).orElse(null);
        boolean inTime = until != null && !LocalDate.now(clock).isAfter(until);
        return new Open(!c.over(), answered && inTime, answered && inTime && c.round() == 1, answered && inTime && c.reviewable(), recheck && inTime, !c.over(),
                c.in(ComplaintState.RECEIVED, ComplaintState.ASKED, ComplaintState.DISPATCHED), until);
    }

    /** Last day of what the complainant may ask for now. */
    private Optional<LocalDate> until(Complaint c) {
        LocalDate opened = cases.get(c.caseNo()).openedOn();
        if (c.in(ComplaintState.ANSWERED)) {
            return Optional.of(deadlines.due(ComplaintResponse.rule(c), c.answeredOn(), opened).due());
        }
        return c.in(ComplaintState.REVIEWED) ? service.last(c.caseNo()).map(FindingEntry::servedOn).map(day -> deadlines.due("petition.recheck-apply", day, opened).due()) : Optional.empty();
    }

    /** @param uploads may be empty */
    public void write(Complaint found, String words, List<NewComplaint.Upload> uploads) {
        requireRoom(found, uploads.size());
        // before anybody has to wait: to draw a document anew takes up to a minute
        List<HandlingCopy> copies = uploads.isEmpty() ? List.of() : files.copies(uploads, informers.identity(found.caseNo()));
        Complaint c = alone(found.caseNo());
        requireRoom(c, uploads.size());
        if (!uploads.isEmpty()) {
            files.keep(c.caseNo(), uploads, copies);
        }
        letters.receive(c.caseNo(), words == null || words.isBlank() ? uploads.isEmpty() ? "" : "补充附件" + uploads.size() + "个（" + ChineseDates.date(LocalDate.now(clock)) + "）" : words);
        tell(c, "投诉人发来留言" + (uploads.isEmpty() ? "" : "和附件"));
    }

    /** @param again have it handled again; only who is not satisfied may, once, and has to say why */
    public void rate(Complaint found, String code, String words, boolean again) {
        Complaint c = alone(found.caseNo());
        Satisfaction rating = Satisfaction.of(code);
        require(open(c).rate(), c, "评价");
        if (again && rating != Satisfaction.UNSATISFIED) {
            throw Refusal.invalid("要求重新办理的，请选择不满意并写明理由。");
        }
        String why = rating == Satisfaction.UNSATISFIED ? Correspondence.checked(words, "不满意的理由") : words == null || words.isBlank() ? null : Correspondence.checked(words);
        String shielded = why == null ? null : informers.shielded(c.caseNo(), "satisfaction", why);
        if (again && c.round() > 1) {
            throw Refusal.unprocessable("已经重新办理过一次，不能再次要求重新办理。" + (c.reviewable() ? "不服的，可以申请复查。" : ""));
        }
        jdbc.sql("update complaint set satisfaction = ?, satisfaction_words = ? where case_no = ?").params(rating.code, shielded, c.caseNo()).update();
        cases.note(c.caseNo(), "complaint-rated", "投诉人评价：" + rating.label);
        if (again) {
            jdbc.sql("update complaint set round = 2, reopened_on = ?, state = ? where case_no = ?").params(LocalDate.now(clock), ComplaintState.AGAIN.code, c.caseNo()).update();
            letters.tell(c.caseNo(), "已要求重新办理，由办理单位再次核实。");
            tell(c, "投诉人不满意，要求重新办理");
            events.publishEvent(new ComplaintSignal(c.caseNo(), ComplaintSignal.REOPENED));
        } else if (rating != Satisfaction.UNSATISFIED) {
            events.publishEvent(new ComplaintSignal(c.caseNo(), ComplaintSignal.SETTLED));
        }
    }

    /** First or second review, whichever is open (信访工作条例 第35、36条). */
    public void review(Complaint found, String grounds) {
        Complaint c = alone(found.caseNo());
        Open open = open(c);
        if (!c.reviewable()) {
            throw Refusal.unprocessable("这件投诉不适用信访复查、复核。" + (c.limitRule().startsWith("arrears") ? "对拖欠款项可以依法提起诉讼或者申请仲裁。" : "不满意的可以要求重新办理一次。"));
        }
        require(open.review() || open.recheck(), c, open.until() == null ? "申请复查、复核" : "在" + ChineseDates.date(open.until()) + "以后申请");
        String words = informers.shielded(c.caseNo(), "review", Correspondence.checked(grounds, "申请的理由"));
        boolean second = open.recheck();
        jdbc.sql("update complaint set review_state = ?, review_grounds = ?, state = ? where case_no = ?")
                .params(second ? "asked-again" : "asked", words, (second ? ComplaintState.RECHECK : ComplaintState.REVIEW).code, c.caseNo()).update();
        letters.tell(c.caseNo(), second ? "已申请复核，三十日内答复。" : "已申请复查，三十日内答复。");
        cases.note(c.caseNo(), "complaint-review", second ? "投诉人申请复核" : "投诉人申请复查");
        complaints.admit(complaints.get(c.caseNo()));
        events.publishEvent(new ComplaintSignal(c.caseNo(), second ? ComplaintSignal.RECHECK_APPLIED : ComplaintSignal.REVIEW_APPLIED));
    }

    /** Looked into at once; handling goes on. */
    public void retaliation(Complaint found, String facts) {
        Complaint c = alone(found.caseNo());
        require(open(c).retaliation(), c, "反映打击报复，有新的情况请重新投诉");
        if (service.checkingRetaliation(c.caseNo())) {
            throw Refusal.conflict("已经反映过打击报复，正在核实。有补充的请留言。");
        }
        String words = informers.shielded(c.caseNo(), "retaliation", Correspondence.checked(facts, "受到打击报复的情况"));
        jdbc.sql("update complaint set retaliation = ? where case_no = ?").params(words, c.caseNo()).update();
        letters.tell(c.caseNo(), "您反映的打击报复已经收到，由监督员立即核实。");
        cases.note(c.caseNo(), "internal-complaint-retaliation", "投诉人反映受到打击报复");
        events.publishEvent(new ComplaintSignal(c.caseNo(), ComplaintSignal.RETALIATION));
    }

    public void withdraw(Complaint found) {
        Complaint c = alone(found.caseNo());
        require(open(c).withdraw(), c, "撤回");
        events.publishEvent(new ComplaintSignal(c.caseNo(), ComplaintSignal.WITHDRAWN));
    }

    private void requireRoom(Complaint c, int uploads) {
        if (c.over()) {
            throw Refusal.conflict("这件投诉" + c.stateWords() + "，不能再留言。有新的情况请重新投诉。");
        }
        if (uploads > 0 && files.of(c.caseNo()).size() + uploads > 20) {
            throw Refusal.unprocessable("这件投诉的附件已经很多，不能再补充。请在留言中说明，由工作人员联系。");
        }
    }

    /** As it is now, and until the transaction ends with nobody else writing for it: who sends twice at once is answered one after the other. */
    private Complaint alone(String caseNo) {
        jdbc.sql("select case_no from complaint where case_no = ? for update").param(caseNo).query(String.class).single();
        return complaints.get(caseNo);
    }

    private static void require(boolean possible, Complaint c, String what) {
        if (!possible) {
            throw Refusal.conflict("这件投诉现在是“" + c.stateWords() + "”，不能" + what + "。");
        }
    }

    /** A notice without a word of what was written. */
    private void tell(Complaint c, String what) {
        notices.issue("complaint-message", c.caseNo(), c.handler() == null ? Role.CREDIT_CENTRE.id() : c.handler(), Map.of("caseNo", c.caseNo(), "what", what));
        cases.note(c.caseNo(), "complaint-message", what);
    }
}
