package org.govintegrity.proposal;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes suggestions and proposals in, and finds them again. */
@Service
@Transactional
public class Proposals {

    public static final String KIND = "proposal-handling";
    public static final int LONGEST_TEXT = 10_000;

    private static final String CLAUSE = "三.1";
    private static final String SELECT = """
            select case_no, kind, session, number, part, subject, text, confidential, key_item, state, lead_unit, designated, dispatched_on, accepted_on,
                   unsatisfied_on, assessment, false_on, false_facts, late_on
            from proposal
            """;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final ApplicationEventPublisher events;

    /** What an assembly knows a proposal by. */
    public record Key(ProposalKind kind, String session, String number) {
    }

    Proposals(JdbcClient jdbc, Cases cases, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.events = events;
    }

    /**
     * Takes one in and lets its process begin.
     *
     * @return the case's number
     * @throws Refusal naming everything that is wrong; (conflict) if the number is there already
     */
    public String register(NewProposal wanted) {
        List<String> problems = problems(wanted);
        if (!problems.isEmpty()) {
            throw Refusal.invalid("没有登记，请修改后再试：" + String.join("；", problems) + "。");
        }
        known(wanted.kind(), wanted.session(), wanted.number()).ifPresent(caseNo -> {
            throw Refusal.conflict(twice(wanted, caseNo));
        });
        return take(wanted, null);
    }

    /** What is wrong with it, in words that say how to mend it; empty if nothing. Whether the number is new is not looked at. */
    public List<String> problems(NewProposal wanted) {
        List<String> problems = new ArrayList<>();
        if (wanted.kind() == null) {
            problems.add("“类别”应为代表建议或者政协提案");
        }
        required(problems, "届次", wanted.session(), 60);
        required(problems, "编号", wanted.number(), 20);
        required(problems, "标题", wanted.subject(), 200);
        required(problems, "内容", wanted.text(), LONGEST_TEXT);
        required(problems, "领衔人", wanted.leading(), 50);
        Set<String> names = new LinkedHashSet<>();
        names.add(wanted.leading());
        for (String name : wanted.joint()) {
            if (name.length() > 50) {
                problems.add("附议人“" + name.substring(0, 20) + "…”过长，多个姓名之间用顿号分开");
            } else if (!names.add(name)) {
                problems.add("署名“" + name + "”重复，同名的请加注单位或者代表团");
            }
        }
        return problems;
    }

    /** The case of that number, if it was taken in before. */
    @Transactional(readOnly = true)
    public Optional<String> known(ProposalKind kind, String session, String number) {
        return jdbc.sql("select case_no from proposal where kind = ? and session = ? and number = ? and part = 0").params(kind.code, session, number)
                .query(String.class).optional();
    }

    /** The cases of all numbers that these assemblies' proposals were taken in under, asked for at once. */
    @Transactional(readOnly = true)
    public Map<Key, String> known(Collection<String> sessions) {
        return sessions.isEmpty() ? Map.of() : jdbc.sql("select kind, session, number, case_no from proposal where part = 0 and session in (:sessions)").param("sessions", sessions)
                .query((row, i) -> Map.entry(new Key(ProposalKind.of(row.getString("kind")), row.getString("session"), row.getString("number")), row.getString("case_no")))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static String twice(NewProposal wanted, String caseNo) {
        return wanted.kind().label + wanted.session() + "第" + wanted.number() + "号已经登记（" + caseNo + "），没有重复登记。请核对编号";
    }

    /** @param batchNo the file it came with, or null */
    String take(NewProposal wanted, String batchNo) {
        CaseFile file = cases.open(NewCase.numbered(wanted.kind().prefix, KIND, title(wanted, 0), null, List.of(CLAUSE), null));
        insert(file.caseNo(), wanted, 0, null, batchNo);
        return file.caseNo();
    }

    /** A part of a proposal, for one unit to answer; everybody who signed the whole has signed it. */
    String takePart(Proposal whole, int part, String unitId, String text) {
        List<Signer> signers = signers(whole.caseNo());
        NewProposal wanted = new NewProposal(ProposalKind.of(whole.kind()), whole.session(), whole.number(), whole.subject(), text, signers.get(0).name(),
                signers.stream().skip(1).map(Signer::name).toList(), whole.confidential(), whole.keyItem());
        CaseFile file = cases.open(NewCase.part(whole.caseNo(), KIND, title(wanted, part), unitId, List.of(CLAUSE)));
        insert(file.caseNo(), wanted, part, unitId, null);
        return file.caseNo();
    }

    private void insert(String caseNo, NewProposal wanted, int part, String leadUnit, String batchNo) {
        try {
            jdbc.sql("""
                            insert into proposal (case_no, kind, session, number, part, subject, text, confidential, key_item, state, lead_unit, designated, batch_no)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(caseNo, wanted.kind().code, wanted.session(), wanted.number(), part, wanted.subject(), wanted.text(), wanted.confidential(), wanted.keyItem(),
                            ProposalState.REGISTERED.code, leadUnit, leadUnit != null, batchNo).update();
        } catch (DuplicateKeyException aColleagueWasFaster) {
            throw Refusal.conflict(twice(wanted, "刚刚由其他人员登记") + "。");
        }
        List<String> names = Stream.concat(Stream.of(wanted.leading()), wanted.joint().stream()).toList();
        for (int i = 0; i < names.size(); i++) {
            jdbc.sql("insert into proposal_signer (case_no, seq, name) values (?, ?, ?)").params(caseNo, i + 1, names.get(i)).update();
        }
        admit(get(caseNo));
        if (wanted.confidential()) {
            cases.makeConfidential(caseNo);
        }
        events.publishEvent(new ProposalSignal(caseNo));
    }

    /** Who handles it reads its case: who assigns it, who may have to designate or assess, lead and assisting units. */
    void admit(Proposal p) {
        cases.setMembers(p.caseNo(), Cases.OFFICE, Stream.of(Stream.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id()), Stream.ofNullable(p.leadUnit()),
                assists(p.caseNo()).stream().map(Assist::unitId)).flatMap(s -> s).distinct().toList());
    }

    @Transactional(readOnly = true)
    public Proposal get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no proposal " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Proposal> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(Proposal.class)).optional();
    }

    /**
     * Newest first. Whether the reader may see each the caller has to ask.
     *
     * @param unitId lead or assisting; this and the others null for all
     */
    @Transactional(readOnly = true)
    public List<Proposal> list(ProposalKind kind, ProposalState state, String unitId, boolean keyItemsOnly) {
        return jdbc.sql(SELECT + "where 1 = 1" + (kind == null ? "" : " and kind = :kind") + (state == null ? "" : " and state = :state")
                        + (unitId == null ? "" : " and (lead_unit = :unit or case_no in (select a.case_no from proposal_assist a where a.unit_id = :unit))")
                        + (keyItemsOnly ? " and key_item = true" : "") + " order by case_no desc")
                .param("kind", kind == null ? null : kind.code).param("state", state == null ? null : state.code).param("unit", unitId)
                .query(Rows.of(Proposal.class)).list();
    }

    @Transactional(readOnly = true)
    public List<Signer> signers(String caseNo) {
        return jdbc.sql("select seq, name from proposal_signer where case_no = ? order by seq").param(caseNo).query(Rows.of(Signer.class)).list();
    }

    @Transactional(readOnly = true)
    public List<Assist> assists(String caseNo) {
        return jdbc.sql("select unit_id, opinion, given_on, missing from proposal_assist where case_no = ? order by unit_id").param(caseNo)
                .query(Rows.of(Assist.class)).list();
    }

    @Transactional(readOnly = true)
    public List<Answer> answers(String caseNo) {
        return jdbc.sql("select round, answer_class, text, signed_by, signed_on from proposal_answer where case_no = ? order by round").param(caseNo)
                .query(Rows.of(Answer.class)).list();
    }

    /** The last one that was signed. */
    @Transactional(readOnly = true)
    public Optional<Answer> signed(String caseNo) {
        return answers(caseNo).stream().filter(a -> a.signedOn() != null).reduce((first, last) -> last);
    }

    @Transactional(readOnly = true)
    public List<Reply> replies(String caseNo) {
        return jdbc.sql("""
                select r.round, s.name as signer, r.delivered_on, r.way, r.opinion_on, r.attitude, r.result, r.remarks from proposal_reply r
                join proposal_signer s on s.case_no = r.case_no and s.seq = r.signer where r.case_no = ? order by r.round, r.signer""").param(caseNo)
                .query(Rows.of(Reply.class)).list();
    }

    /** What people are shown as its name where the case is listed; a confidential one's says nothing of its matter. */
    private static String title(NewProposal wanted, int part) {
        String number = wanted.kind().label + wanted.session() + "第" + wanted.number() + "号" + (part == 0 ? "" : "（分办" + part + "）");
        return wanted.confidential() ? number + "（保密）" : number + "：" + wanted.subject();
    }

    private static void required(List<String> problems, String what, String value, int max) {
        if (value == null || value.isBlank()) {
            problems.add("“" + what + "”没有填写");
        } else if (value.codePointCount(0, value.length()) > max) {
            problems.add("“" + what + "”最多" + max + "字，现有" + value.codePointCount(0, value.length()) + "字");
        }
    }
}
