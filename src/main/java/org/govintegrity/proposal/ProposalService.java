package org.govintegrity.proposal;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CaseUnitChanged;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a proposal, from designation to the end (代表法 2025 第51条；山东省人大代表建议办理条例 2017). */
@Service
@Transactional
public class ProposalService {

    private static final int LONGEST_TITLE = 100;
    private static final List<String> PROMISED = List.of("承诺", "完成日期");

    private static final Set<String> GRAVITIES = Set.of("minor", "general", "serious");

    private final JdbcClient jdbc;
    private final Proposals proposals;
    private final Promises promises;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final DeadlineService deadlines;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ProposalService(JdbcClient jdbc, Proposals proposals, Promises promises, Cases cases, Notices notices, Registry registry, DeadlineService deadlines,
                    Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.proposals = proposals;
        this.promises = promises;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.deadlines = deadlines;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** One of several parts, each answered by a unit of its own. */
    public record Part(String unitId, String text) {
    }

    /** @throws Refusal if a unit is not in being, or the lead unit is to assist itself */
    public void designate(String caseNo, String leadUnit, List<String> assisting, boolean keyItem, String reason) {
        Unit lead = unit(leadUnit, "主办单位");
        Set<String> others = new HashSet<>();
        for (String id : assisting) {
            Unit unit = unit(id, "协办单位");
            if (unit.id().equals(lead.id())) {
                throw Refusal.invalid(lead.shortName() + "已经是主办单位，请从协办单位中去掉。");
            }
            if (others.add(unit.id())) {
                jdbc.sql("insert into proposal_assist (case_no, unit_id, missing) values (?, ?, false)").params(caseNo, unit.id()).update();
            }
        }
        Proposal p = proposals.get(caseNo);
        jdbc.sql("update proposal set lead_unit = ?, key_item = ? where case_no = ?").params(lead.id(), keyItem || p.keyItem(), caseNo).update();
        cases.changeUnit(caseNo, lead.id(), "交办：由" + lead.shortName() + "主办" + (others.isEmpty() ? "" : "，" + names(others) + "协办")
                + (reason == null ? "" : "。" + reason));
        proposals.admit(proposals.get(caseNo));
    }

    /**
     * Several units answer, each its own part, in a case of its own.
     *
     * @throws Refusal unless there are at least two parts, each with a unit of its own and a text
     */
    public void split(String caseNo, List<Part> parts) {
        Proposal whole = proposals.get(caseNo);
        if (whole.part() > 0) {
            throw Refusal.unprocessable("这是分办的一部分，不能再次分办。");
        }
        if (parts.size() < 2) {
            throw Refusal.invalid("分办至少两部分；只有一个单位办理的，请选择“由一个单位主办”。");
        }
        Set<String> units = new HashSet<>();
        for (Part part : parts) {
            Unit unit = unit(part.unitId(), "分办单位");
            if (!units.add(unit.id())) {
                throw Refusal.invalid(unit.shortName() + "出现了两次，请把由它办理的内容合并为一部分。");
            }
            required(part.text(), "由" + unit.shortName() + "办理的内容");
        }
        StringBuilder into = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String no = proposals.takePart(whole, i + 1, parts.get(i).unitId(), parts.get(i).text());
            into.append(i == 0 ? "" : "、").append(registry.unit(parts.get(i).unitId()).shortName()).append("（").append(no).append("）");
        }
        state(caseNo, ProposalState.SPLIT);
        cases.close(caseNo, "split", "分办：" + into);
    }

    /** The clock of the answer starts. */
    public void dispatch(String caseNo) {
        Proposal p = proposals.get(caseNo);
        LocalDate today = today();
        jdbc.sql("update proposal set dispatched_on = ?, state = ? where case_no = ?").params(today, ProposalState.DISPATCHED.code, caseNo).update();
        CaseFile file = cases.get(caseNo);
        List<String> assisting = proposals.assists(caseNo).stream().map(Assist::unitId).toList();
        notices.issue("proposal-dispatched", caseNo, p.leadUnit(), Map.of("unit", registry.unit(p.leadUnit()).fullName(), "title", file.title(), "caseNo", caseNo,
                "due", ChineseDates.date(deadlines.due(ProposalKind.of(p.kind()).answerRule, today, file.openedOn()).due()),
                "assisting", assisting.isEmpty() ? "没有协办单位" : "协办单位：" + names(assisting),
                "key", p.keyItem() ? "本件为重点督办件，应当由单位负责人当面答复。" : ""));
        for (String unit : assisting) {
            notices.issue("proposal-assist", caseNo, unit, Map.of("unit", registry.unit(unit).fullName(), "title", file.title(), "caseNo", caseNo,
                    "lead", registry.unit(p.leadUnit()).fullName(), "due", ChineseDates.date(deadlines.due("proposal.assist", today, file.openedOn()).due())));
        }
        cases.note(caseNo, "proposal-dispatched", "交" + registry.unit(p.leadUnit()).shortName() + "办理，答复期限自今日起算");
    }

    public void accept(String caseNo, String contact) {
        jdbc.sql("update proposal set accepted_on = ? where case_no = ?").params(today(), caseNo).update();
        cases.note(caseNo, "proposal-accepted", "主办单位接受交办，联系人：" + required(contact, "联系人"));
    }

    /** Handed back and designated to another: its clock starts anew. */
    @EventListener
    public void on(CaseUnitChanged change) {
        proposals.find(change.caseNo()).filter(p -> change.from() != null && !change.to().equals(p.leadUnit())).ifPresent(p -> {
            jdbc.sql("update proposal set lead_unit = ? where case_no = ?").params(change.to(), p.caseNo()).update();
            if (p.acceptedOn() == null && p.dispatchedOn() != null) {
                jdbc.sql("update proposal set dispatched_on = ? where case_no = ?").params(today(), p.caseNo()).update();
            }
            proposals.admit(proposals.get(p.caseNo()));
        });
    }

    /** @throws Refusal if the day has not come yet */
    public void contact(String caseNo, LocalDate on, String way, String who, String record) {
        Way how = Way.of(way);
        LocalDate day = past(on, "联系日期");
        cases.note(caseNo, "proposal-contact", ChineseDates.date(day) + how.label + "联系" + required(who, "联系的代表、委员") + "：" + required(record, "沟通情况"));
    }

    public void assist(String caseNo, String unitId, String opinion) {
        jdbc.sql("update proposal_assist set opinion = ?, given_on = ? where case_no = ? and unit_id = ?").params(required(opinion, "协办意见"), today(), caseNo, unitId).update();
    }

    /** Whatever has not come by now is answered without. */
    public void assistMissing(String caseNo) {
        List<String> missing = proposals.assists(caseNo).stream().filter(a -> a.givenOn() == null).map(Assist::unitId).toList();
        jdbc.sql("update proposal_assist set missing = true where case_no = ? and given_on is null").param(caseNo).update();
        cases.note(caseNo, "proposal-assist-missing", names(missing) + "逾期没有提出协办意见，由主办单位直接答复");
    }

    /**
     * Keeps the draft of the answer that is due now, over an earlier draft of the same.
     *
     * @param heard what was heard before a second answer; null for the first
     * @throws Refusal if class and promises do not fit together
     */
    public void draft(String caseNo, String answerClass, String text, List<Promises.Wanted> wanted, String heard) {
        Proposal p = proposals.get(caseNo);
        AnswerClass chosen = AnswerClass.of(answerClass);
        String words = required(text, "答复内容");
        jdbc.sql("delete from proposal_answer where case_no = ? and round = ?").params(caseNo, p.round()).update();
        jdbc.sql("insert into proposal_answer (case_no, round, answer_class, text) values (?, ?, ?, ?)").params(caseNo, p.round(), chosen.name(), words).update();
        promises.draft(caseNo, p.round(), chosen, wanted);
        if (p.round() == 2) {
            cases.note(caseNo, "proposal-heard", "再次听取意见：" + required(heard, "再次听取意见的情况"));
        }
    }

    /** @throws Refusal if it goes back without a reason */
    public void sign(String caseNo, boolean signed, String reason) {
        Proposal p = proposals.get(caseNo);
        if (!signed) {
            cases.note(caseNo, "proposal-returned", "退回修改答复：" + required(reason, "退回修改的理由"));
            return;
        }
        jdbc.sql("update proposal_answer set signed_by = ?, signed_on = ? where case_no = ? and round = ?").params(actor.id(), today(), caseNo, p.round()).update();
        state(caseNo, ProposalState.ANSWERED);
        String answerClass = proposals.signed(caseNo).map(Answer::classWords).orElseThrow();
        cases.note(caseNo, "proposal-signed", "负责人签发" + (p.round() == 1 ? "" : "第二次") + "答复（" + answerClass + "）");
    }

    /** Who gets the answer that is due now: everybody who signed, the second time those who were not satisfied. */
    @Transactional(readOnly = true)
    public List<Signer> recipients(String caseNo) {
        List<Signer> all = proposals.signers(caseNo);
        if (proposals.get(caseNo).round() == 1) {
            return all;
        }
        Set<Integer> unsatisfied = Set.copyOf(jdbc.sql("select signer from proposal_reply where case_no = ? and round = 1 and result = ?")
                .params(caseNo, Opinion.UNSATISFIED.code).query(Integer.class).list());
        return all.stream().filter(signer -> unsatisfied.contains(signer.seq())).toList();
    }

    /** @throws Refusal if the day cannot be, or the way is not the one for a key item */
    public void deliver(String caseNo, int signer, LocalDate on, String way) {
        Proposal p = proposals.get(caseNo);
        Way how = Way.of(way);
        LocalDate day = past(on, "送达日期");
        LocalDate signedOn = proposals.signed(caseNo).map(Answer::signedOn).orElseThrow();
        if (day.isBefore(signedOn)) {
            throw Refusal.invalid("送达日期不能早于签发日期" + ChineseDates.date(signedOn) + "，请核对。");
        }
        if (p.keyItem() && how != Way.FACE) {
            throw Refusal.unprocessable("重点督办件应当由单位负责人当面答复，请当面答复后再登记。");
        }
        jdbc.sql("insert into proposal_reply (case_no, round, signer, delivered_on, way) values (?, ?, ?, ?, ?)")
                .params(caseNo, p.round(), signer, day, how.code).update();
        cases.note(caseNo, "proposal-delivered", "答复于" + ChineseDates.date(day) + how.label + "送达" + name(caseNo, signer));
    }

    /** @throws Refusal if somebody is not satisfied and it is not said with what */
    public void opinion(String caseNo, int signer, LocalDate on, String attitude, String result, String remarks) {
        Proposal p = proposals.get(caseNo);
        Opinion of = Opinion.of(result);
        Opinion manner = Opinion.of(attitude);
        LocalDate day = past(on, "反馈日期");
        if (of == Opinion.UNSATISFIED) {
            required(remarks, "不满意的具体意见");
        }
        jdbc.sql("update proposal_reply set opinion_on = ?, attitude = ?, result = ?, remarks = ? where case_no = ? and round = ? and signer = ?")
                .params(day, manner.code, of.code, remarks, caseNo, p.round(), signer).update();
        cases.note(caseNo, "proposal-opinion", name(caseNo, signer) + "对办理态度" + manner.label + "、对办理结果" + of.label + (remarks == null ? "" : "：" + remarks));
    }

    /**
     * All opinions on the answer that is due now are there.
     *
     * @return whether nobody is unsatisfied with the result
     */
    public boolean weigh(String caseNo) {
        Proposal p = proposals.get(caseNo);
        List<Reply> now = proposals.replies(caseNo).stream().filter(r -> r.round() == p.round()).toList();
        List<Reply> unsatisfied = now.stream().filter(r -> Opinion.UNSATISFIED.code.equals(r.result())).toList();
        if (unsatisfied.isEmpty()) {
            return true;
        }
        String who = unsatisfied.stream().map(Reply::signer).collect(Collectors.joining("、"));
        if (p.round() == 2) {
            state(caseNo, ProposalState.ASSESSING);
            cases.note(caseNo, "proposal-unsatisfied", who + "对第二次答复仍不满意，交专家评估");
            return false;
        }
        jdbc.sql("update proposal set unsatisfied_on = ?, state = ? where case_no = ?").params(today(), ProposalState.AGAIN.code, caseNo).update();
        CaseFile file = cases.get(caseNo);
        notices.issue("proposal-again", caseNo, p.leadUnit(), Map.of("unit", registry.unit(p.leadUnit()).fullName(), "title", file.title(), "caseNo", caseNo, "who", who,
                "due", ChineseDates.date(deadlines.due("proposal.again", today(), file.openedOn()).due())));
        cases.note(caseNo, "proposal-unsatisfied", who + "对答复不满意，应当在一个月内再次办理答复");
        return false;
    }

    public void assess(String caseNo, String experts, String finding) {
        String words = "评估人员：" + required(experts, "评估人员") + "。" + required(finding, "评估意见");
        jdbc.sql("update proposal set assessment = ? where case_no = ?").params(words, caseNo).update();
        Proposal p = proposals.get(caseNo);
        notices.issue("proposal-assessed", caseNo, p.leadUnit(), Map.of("unit", registry.unit(p.leadUnit()).fullName(), "title", cases.get(caseNo).title(),
                "caseNo", caseNo, "finding", finding));
        cases.note(caseNo, "proposal-assessed", "专家评估。" + words);
    }

    /** The answering is over: what is not confidential goes to the publication gate. @return whether promises are left to be kept */
    public boolean follow(String caseNo) {
        Proposal p = proposals.get(caseNo);
        if (!p.confidential()) {
            publish(p, proposals.signed(caseNo).orElseThrow());
        }
        boolean left = !promises.open(caseNo).isEmpty();
        if (left) {
            state(caseNo, ProposalState.PROMISED);
        }
        return left;
    }

    /** Suggestion, answer and what it promises, without those who signed it (代表法 51; 山东办理条例 27). */
    private void publish(Proposal p, Answer answer) {
        String title = "对" + p.kindWords() + p.session() + "第" + p.number() + "号“" + p.subject() + "”的答复";
        events.publishEvent(new PublicationWanted(p.caseNo(), "proposal-answer", title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE - 1) + "…" : title,
                List.of("办理单位：" + registry.unit(p.leadUnit()).fullName(), "办理结果：" + answer.classWords(), "建议提案内容：" + p.text(), "答复：" + answer.text()), PROMISED,
                promises.drafted(p.caseNo(), answer.round()).stream().map(promise -> List.of(promise.text(), ChineseDates.date(promise.dueOn()))).toList()));
    }

    public void close(String caseNo) {
        Proposal p = proposals.get(caseNo);
        state(caseNo, ProposalState.CLOSED);
        String how = p.assessment() != null ? "assessed" : p.round() == 2 ? "satisfied-again" : "satisfied";
        String words = switch (how) {
            case "assessed" -> "再次答复后仍有不满意，已经专家评估";
            case "satisfied-again" -> "再次办理后没有不满意";
            default -> "答复后没有不满意";
        };
        cases.close(caseNo, how, words + "，" + proposals.signed(caseNo).map(Answer::answerClass).orElseThrow() + "类答复"
                + (promises.of(caseNo).isEmpty() ? "" : "，承诺事项已全部落实"));
    }

    /**
     * An answer was signed or delivered: after its limit it is a clue for a breach finding, the first time only. The lightest gravity is the
     * project's default; whoever verifies the clue sets it as the facts are.
     *
     * @param due last day of the limit, extensions included; an answer given on it is in time
     * @param on  when it was signed or delivered
     */
    public void given(String caseNo, LocalDate due, LocalDate on) {
        if (!on.isAfter(due) || jdbc.sql("update proposal set late_on = ? where case_no = ? and late_on is null").params(on, caseNo).update() == 0) {
            return;
        }
        Proposal p = proposals.get(caseNo);
        String words = "应当在" + ChineseDates.date(due) + "前答复，实际于" + ChineseDates.date(on) + "答复，逾期" + ChronoUnit.DAYS.between(due, on) + "日";
        cases.note(caseNo, "proposal-late", "逾期答复，作为失信线索移交核实：" + words);
        events.publishEvent(new BreachSuspected(caseNo, "late-answer", "minor", "对" + p.kindWords() + p.session() + "第" + p.number() + "号的答复逾期：" + words));
    }

    /**
     * An answer that said the problem was solved was not true: a clue for a breach finding.
     *
     * @param gravity {@code minor}, {@code general} or {@code serious}
     * @throws Refusal if the last signed answer is not of class A, or it was reported before
     */
    public void reportFalse(String caseNo, String gravity, String facts) {
        Proposal p = proposals.get(caseNo);
        if (proposals.signed(caseNo).filter(a -> AnswerClass.A.name().equals(a.answerClass())).isEmpty()) {
            throw Refusal.unprocessable("只有已经签发的A类（已经解决或者基本解决）答复可以认为失实；B类、C类的承诺没有落实的，由承诺清单和督办处理。");
        }
        if (p.falseOn() != null) {
            throw Refusal.conflict("这件答复已于" + ChineseDates.date(p.falseOn()) + "作为失实线索提出，不能重复提出。");
        }
        if (gravity == null || !GRAVITIES.contains(gravity)) {
            throw Refusal.invalid("请选择情节：轻微、一般或者严重。");
        }
        String words = required(facts, "查明的失实情况");
        jdbc.sql("update proposal set false_on = ?, false_facts = ? where case_no = ?").params(today(), words, caseNo).update();
        cases.note(caseNo, "proposal-false", "A类答复作为失信线索移交核实");   // the facts are for whoever verifies them, not for the unit that reads this file
        events.publishEvent(new BreachSuspected(caseNo, "false-answer", gravity, "对" + p.kindWords() + p.session() + "第" + p.number() + "号的答复称问题已经解决，经查不实：" + words));
    }

    private Unit unit(String id, String what) {
        if (id == null) {
            throw Refusal.invalid("请选择" + what + "。");
        }
        return registry.findUnit(id).filter(u -> u.validOn(today())).orElseThrow(() -> Refusal.invalid(what + "“" + registry.findUnit(id).map(Unit::fullName).orElse(id)
                + "”不存在或者已撤销，请从列表中选择。"));
    }

    private String names(Iterable<String> unitIds) {
        StringBuilder names = new StringBuilder();
        unitIds.forEach(id -> names.append(names.isEmpty() ? "" : "、").append(registry.unit(id).shortName()));
        return names.toString();
    }

    private String name(String caseNo, int signer) {
        return proposals.signers(caseNo).get(signer - 1).name();
    }

    private void state(String caseNo, ProposalState state) {
        jdbc.sql("update proposal set state = ? where case_no = ?").params(state.code, caseNo).update();
    }

    private LocalDate past(LocalDate day, String what) {
        if (day == null) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        if (day.isAfter(today())) {
            throw Refusal.invalid(what + ChineseDates.date(day) + "还没有到，请核对。");
        }
        return day;
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
