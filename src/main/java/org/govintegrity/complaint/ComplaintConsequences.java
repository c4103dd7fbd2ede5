package org.govintegrity.complaint;

import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.UnitSignalled;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from an upheld complaint, in a case of its own about the body complained of: that body reads this one, and nothing of the complaint is in it
 * but what has to be mended.
 */
@Service
@Transactional
public class ComplaintConsequences {

    public static final String KIND = "complaint-consequence";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Problems problems;
    private final Notices notices;
    private final ComplaintRules rules;
    private final Registry registry;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ComplaintConsequences(JdbcClient jdbc, Cases cases, Problems problems, Notices notices, ComplaintRules rules, Registry registry, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.problems = problems;
        this.notices = notices;
        this.rules = rules;
        this.registry = registry;
        this.clock = clock;
        this.events = events;
    }

    /** @param cluster numbers of complaints, comma separated; null where they are too few */
    public record Consequence(String caseNo, String complaintNo, String unitId, String category, String gravity, LocalDate upheldOn, LocalDate revokedOn, String cluster,
                              String inspectionNo, String inspectionReason) {

        public List<String> clusterNos() {
            return cluster == null ? List.of() : Arrays.asList(cluster.split(","));
        }
    }

    void begin(Complaint c, FindingEntry finding, List<ComplaintProblem> found) {
        CaseFile file = open(c);
        for (ComplaintProblem problem : found) {
            problems.add(file.caseNo(), "三.2", problem.text(), finding.gravity(), problem.mendBy());
        }
        jdbc.sql("insert into complaint_consequence (case_no, complaint_no, unit_id, category, gravity, upheld_on) values (?, ?, ?, ?, ?, ?)")
                .params(file.caseNo(), c.caseNo(), c.unitId(), c.category(), finding.gravity(), today()).update();
        jdbc.sql("update complaint set consequence_no = ? where case_no = ?").params(file.caseNo(), c.caseNo()).update();
        events.publishEvent(new ComplaintSignal(file.caseNo(), ComplaintSignal.CONSEQUENCE));
        events.publishEvent(new UnitSignalled(c.unitId()));
    }

    private CaseFile open(Complaint c) {
        return cases.open(NewCase.part(c.caseNo(), KIND, "投诉查实处理（" + c.categoryWords() + "）：" + registry.unit(c.unitId()).shortName(), c.unitId(), List.of("三.2", "四.3")));
    }

    /** A review found otherwise: mending ends, and the complaint no longer counts. */
    void revoke(Complaint c) {
        find(c.consequenceNo()).filter(q -> q.revokedOn() == null).ifPresent(q -> {
            jdbc.sql("update complaint_consequence set revoked_on = ? where case_no = ?").params(today(), q.caseNo()).update();
            cases.note(q.caseNo(), "complaint-revoked", "投诉经复查、复核改为不属实，整改终止");
            events.publishEvent(new ComplaintSignal(q.caseNo(), ComplaintSignal.REVOKED));
        });
    }

    /**
     * Looks what was upheld before: of the same kind within the time the table names it is a clue for a breach finding; with as many as it names, of any kind, an
     * inspection is proposed.
     *
     * @return whether an inspection is proposed
     */
    public boolean weigh(String caseNo) {
        Consequence q = get(caseNo);
        List<Consequence> counted = upheld(q);
        List<Consequence> sameKind = counted.stream().filter(o -> o.category().equals(q.category()) && !o.caseNo().equals(q.caseNo())).toList();
        if (!sameKind.isEmpty()) {
            String words = "一年内第" + (sameKind.size() + 1) + "件同类（" + Category.of(q.category()).label + "）投诉查实";
            cases.note(caseNo, "internal-complaint-repeated", words + "，作为失信线索移交核实");
            events.publishEvent(new BreachSuspected(caseNo, "complaint-repeated", q.gravity(), words + "：" + String.join("；", problems.of(caseNo).stream().map(p -> p.text()).toList())));
        }
        if (counted.size() < rules.cluster(q.upheldOn()).count()) {
            return false;
        }
        String nos = String.join(",", counted.stream().map(Consequence::complaintNo).sorted().toList());
        jdbc.sql("update complaint_consequence set cluster = ? where case_no = ?").params(nos, caseNo).update();
        notices.issue("complaint-cluster", caseNo, Role.SUPERVISOR.id(), Map.of("unit", registry.unit(q.unitId()).fullName(), "count", String.valueOf(counted.size()),
                "cases", nos.replace(",", "、")));
        cases.note(caseNo, "internal-complaint-cluster", "一年内" + counted.size() + "件投诉查实（" + nos.replace(",", "、") + "），提请研究是否发起监督检查");
        return true;
    }

    /** Those that count with this one: of the same body, not revoked, within the months the table names before its day. */
    private List<Consequence> upheld(Consequence q) {
        return jdbc.sql("""
                        select case_no, complaint_no, unit_id, category, gravity, upheld_on, revoked_on, cluster, inspection_no, inspection_reason from complaint_consequence
                        where unit_id = ? and upheld_on > ? and upheld_on <= ? and revoked_on is null order by case_no""")
                .params(q.unitId(), q.upheldOn().minusMonths(rules.cluster(q.upheldOn()).months()), q.upheldOn()).query(Rows.of(Consequence.class)).list();
    }

    /** @throws Refusal if the inspection is none, or is not said why there is none */
    public void consider(String caseNo, boolean started, String inspectionNo, String reason) {
        if (started) {
            String no = inspectionNo == null ? "" : inspectionNo.strip();
            cases.find(no).filter(file -> file.kind().equals("inspection"))
                    .orElseThrow(() -> Refusal.invalid("没有编号为“" + (no.length() > 40 ? no.substring(0, 40) : no) + "”的监督检查，请在“发起检查”页面发起后填写案号。"));
            jdbc.sql("update complaint_consequence set inspection_no = ? where case_no = ?").params(no, caseNo).update();
            cases.note(caseNo, "internal-complaint-inspection", "已发起监督检查" + no);
        } else {
            if (reason == null || reason.isBlank()) {
                throw Refusal.invalid("请写明暂不发起监督检查的理由。");
            }
            jdbc.sql("update complaint_consequence set inspection_reason = ? where case_no = ?").params(reason.strip(), caseNo).update();
            cases.note(caseNo, "internal-complaint-inspection", "暂不发起监督检查：" + reason.strip());
        }
    }

    /** Mending was refused or failed: a clue for a breach finding (发改财金〔2023〕1103号). @param outcome {@code failed} or {@code overdue} */
    public void referRefusal(String caseNo, String outcome) {
        Consequence q = get(caseNo);
        String source = "overdue".equals(outcome) ? "rectification-overdue" : "rectification-failed";
        cases.note(caseNo, "internal-complaint-referred", "整改没有到位，作为失信线索移交核实");
        events.publishEvent(new BreachSuspected(caseNo, source, q.gravity(), "投诉查实后没有整改到位：" + String.join("；", problems.of(caseNo).stream().map(p -> p.text()).toList())));
    }

    public void close(String caseNo, String rectificationOutcome) {
        boolean revoked = get(caseNo).revokedOn() != null;
        String outcome = revoked ? "revoked" : "closed".equals(rectificationOutcome) ? "rectified" : rectificationOutcome;
        cases.close(caseNo, outcome, revoked ? "认定已撤销" : "closed".equals(rectificationOutcome) ? "整改到位，已销号" : "整改没有到位，已移送（" + ChineseDates.date(today()) + "）");
    }

    /** A case of the body complained of for a proposal of accountability to follow from: not the complaint, which it may not read. */
    String caseForRetaliation(Complaint c) {
        if (c.consequenceNo() != null) {
            return c.consequenceNo();
        }
        CaseFile file = cases.open(NewCase.part(c.caseNo(), KIND, "打击报复核实：" + registry.unit(c.unitId()).shortName(), c.unitId(), List.of("三.2", "四.3")));
        cases.setMembers(file.caseNo(), Cases.OFFICE, List.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id(), Role.LEADER.id()));
        cases.makeConfidential(file.caseNo());
        cases.close(file.caseNo(), "referred", "打击报复属实，转责任建议");
        return file.caseNo();
    }

    @Transactional(readOnly = true)
    public Consequence get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no consequence " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Consequence> find(String caseNo) {
        return jdbc.sql("""
                        select case_no, complaint_no, unit_id, category, gravity, upheld_on, revoked_on, cluster, inspection_no, inspection_reason
                        from complaint_consequence where case_no = ?""").param(caseNo).query(Rows.of(Consequence.class)).optional();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
