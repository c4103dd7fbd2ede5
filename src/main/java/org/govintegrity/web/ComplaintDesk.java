package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintState;
import org.govintegrity.complaint.ComplaintTable;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.complaint.Satisfaction;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which complaints somebody may see, on the pages and as data, and who may take one in. */
@Component
public class ComplaintDesk {

    static final List<String> HEADINGS = List.of("案号", "来源", "来源编号", "署名", "类别", "被投诉单位", "收到", "状态", "办理单位", "受理告知", "转送", "当前期限", "认定", "答复", "逾期答复", "评价");

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Complaints complaints;
    private final TaskBook book;
    private final Registry registry;

    ComplaintDesk(CurrentPerson me, CaseAccess access, Complaints complaints, TaskBook book, Registry registry) {
        this.me = me;
        this.access = access;
        this.complaints = complaints;
        this.book = book;
        this.registry = registry;
    }

    /** What a list asks for; each a code, or null or empty for all. */
    public record Query(String state, String category, String channel, String unit, Boolean late) {

        boolean onlyLate() {
            return Boolean.TRUE.equals(late);
        }
    }

    /** As typed by whoever takes one in for somebody else. */
    public record Form(String channel, String naming, String category, String unit, String facts, String name, String phone, String number, String contact, String amount,
                       String from, String externalNo) {
    }

    /** @throws Refusal (invalid) for a state, category or channel there is none of */
    public List<Complaint> list(Query q) {
        List<Complaint> found = complaints.list(given(q.state()) ? ComplaintState.of(q.state()) : null, given(q.category()) ? Category.of(q.category()) : null,
                given(q.channel()) ? Channel.of(q.channel()) : null, given(q.unit()) ? q.unit() : null, q.onlyLate());
        Set<String> readable = access.readable(found.stream().map(Complaint::caseNo).toList(), me.id());
        return found.stream().filter(c -> readable.contains(c.caseNo())).toList();
    }

    /** The open task of each, the most pressing. */
    Map<String, List<TaskEntry>> tasks(List<Complaint> of) {
        return book.openOfCases(of.stream().map(Complaint::caseNo).toList());
    }

    /** @throws Refusal (not found), in the same words whether there is no such case or it is not this person's to read */
    public Complaint read(String caseNo) {
        access.read(caseNo, me.id());
        return complaints.find(caseNo).orElseThrow(() -> Refusal.notFound("案件" + caseNo + "不是失信投诉。"));
    }

    /** Whether this person takes complaints in: the office that pre-checks them, and the joint office. */
    public boolean takesIn() {
        return me.is(Role.CREDIT_CENTRE) || me.is(Role.JOINT_OFFICE);
    }

    /** @throws Refusal (forbidden) */
    void requireTakesIn() {
        if (!takesIn()) {
            throw Refusal.forbidden("只有受理人员（信用中心、联席办）可以登记、导入投诉。本人要投诉的，请使用公开的投诉页面。");
        }
    }

    /**
     * Takes one in for somebody who telephoned, wrote or came.
     *
     * @throws Refusal (forbidden) if it is not this person's office, (invalid) naming what is wrong
     */
    public Receipt register(Form f, List<NewComplaint.Upload> uploads) {
        requireTakesIn();
        Channel channel = Channel.of(f.channel());
        if (channel == Channel.PORTAL) {
            throw Refusal.invalid("来源请选择电话、来信、来访、上级转办或者12345热线。");
        }
        if (given(f.amount()) && ComplaintTable.amount(f.amount()) == null) {
            throw Refusal.invalid("欠款金额请填写数字，以元为单位，最多两位小数。");
        }
        boolean arrears = Category.ARREARS.code.equals(f.category());
        return complaints.register(new NewComplaint(channel, Naming.find(f.naming()).orElse(null), Category.find(f.category()).orElse(null), text(f.unit()), text(f.facts()),
                arrears ? ComplaintTable.amount(f.amount()) : null, arrears ? ComplaintTable.day(f.from()) : null,
                new Informer(stripped(f.name()), stripped(f.phone()), stripped(f.number()), stripped(f.contact())), uploads, null, stripped(f.externalNo()), true));
    }

    /** A line of the list as a spreadsheet has it; what the complaint says is not in it. */
    List<String> line(Complaint c, List<TaskEntry> tasks) {
        return List.of(c.caseNo(), c.channelWords(), c.externalNo() == null ? "" : c.externalNo(), c.namingWords(), c.categoryWords(), unit(c.unitId(), c.unitText()), day(c.receivedOn()),
                c.stateWords(), unit(c.handler(), ""), day(c.toldOn()), day(c.dispatchedOn()), tasks.isEmpty() ? "" : day(tasks.get(0).dueOn()), c.findingWords(), day(c.answeredOn()),
                day(c.lateOn()), c.satisfaction() == null ? "" : Satisfaction.of(c.satisfaction()).label);
    }

    private String unit(String id, String otherwise) {
        return id == null ? otherwise : registry.findUnit(id).map(Unit::shortName).orElse(id);
    }

    private static String day(LocalDate day) {
        return day == null ? "" : ChineseDates.date(day);
    }

    private static boolean given(String typed) {
        return typed != null && !typed.isEmpty();
    }

    private static String text(String typed) {
        return typed == null ? "" : typed;
    }

    private static String stripped(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
