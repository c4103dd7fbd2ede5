package org.govintegrity.complaint;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes complaints in, finds them again, and proposes which may be about the same matter. */
@Service
@Transactional
public class Complaints {

    public static final String KIND = "complaint";
    public static final int LONGEST_FACTS = 5_000;

    private static final int SHORTEST_FACTS = 10;
    private static final List<String> CLAUSES = List.of("三.2");
    private static final int DOUBLES_SHOWN = 8;
    /** Share of letter pairs two texts have in common, in percent, from which they are proposed as one matter (project default). */
    private static final int ALIKE = 30;
    private static final String SELECT = """
            select case_no, channel, naming, category, unit_id, unit_text, facts, received_on, limit_rule, accept_rule, reviewable, state, handler, external_no,
                   arrears_amount, arrears_from, owed, refusal_code, refusal_words, joined_to, question, told_on, dispatched_on, accepted_on, round, reopened_on, finding,
                   answered_on, late_on, satisfaction, satisfaction_words, review_state, review_grounds, retaliation, consequence_no
            from complaint
            """;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Informers informers;
    private final ComplaintFiles files;
    private final SecretCodes codes;
    private final ComplaintRules rules;
    private final Registry registry;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Complaints(JdbcClient jdbc, Cases cases, Informers informers, ComplaintFiles files, SecretCodes codes, ComplaintRules rules, Registry registry, Clock clock,
               ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.informers = informers;
        this.files = files;
        this.codes = codes;
        this.rules = rules;
        this.registry = registry;
        this.clock = clock;
        this.events = events;
    }

    /** A complaint that may be about the same matter. @param alike share of letter pairs in common, percent; @param sameInformer known by a hash only */
    public record Double(Complaint complaint, int alike, boolean sameInformer) {
    }

    /**
     * Takes one in and lets its process begin.
     *
     * @return number and secret code; the code is shown once and kept nowhere
     * @throws Refusal naming everything that is wrong; (conflict) if the same form, or the same number of the hotline, was taken in before
     */
    public Receipt register(NewComplaint wanted) {
        return register(wanted, null);
    }

    Receipt register(NewComplaint wanted, String batchNo) {
        List<String> problems = problems(wanted);
        if (!problems.isEmpty()) {
            throw Refusal.invalid("请修改后再提交：" + String.join("；", problems) + "。");
        }
        List<HandlingCopy> copies = files.copies(wanted.uploads(), wanted.informer());
        if (wanted.ticket() != null && jdbc.sql("select count(*) from complaint where ticket = ?").param(wanted.ticket()).query(Integer.class).single() > 0) {
            throw sentBefore();
        }
        if (known(wanted.channel(), blankAsNull(wanted.externalNo())).isPresent()) {
            throw knownBefore(wanted);
        }
        Optional<Unit> unit = findUnit(wanted.unit());
        LocalDate today = LocalDate.now(clock);
        ComplaintRules.Limit limit = rules.limit(wanted.channel(), wanted.category(), today);
        String name = unit.map(Unit::shortName).orElse("待核对的单位");
        CaseFile file = cases.open(NewCase.numbered("TS", KIND, "失信投诉（" + wanted.category().label + "）：" + name, null, CLAUSES, null));
        String no = file.caseNo();
        String code = wanted.withCode() ? codes.fresh() : null;
        Informer informer = wanted.naming() == Naming.ANONYMOUS ? Informer.UNKNOWN : wanted.informer();
        try {
            jdbc.sql("""
                            insert into complaint (case_no, channel, naming, category, unit_id, unit_text, facts, received_on, limit_rule, accept_rule, reviewable, state,
                                code_hash, ticket, external_no, batch_no, arrears_amount, arrears_from, round, review_state)
                            values (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'none')""")
                    .params(no, wanted.channel().code, wanted.naming().code, wanted.category().code, unit.map(Unit::id).orElse(null), Informers.masked(wanted.informer(), wanted.unit().strip()), today,
                            limit.rule(), limit.acceptRule(), limit.reviewable(), ComplaintState.RECEIVED.code, code == null ? null : codes.hash(no, code), wanted.ticket(),
                            blankAsNull(wanted.externalNo()), batchNo, wanted.arrearsAmount(), wanted.arrearsFrom()).update();
        } catch (DuplicateKeyException twice) {
            throw wanted.externalNo() == null ? sentBefore() : knownBefore(wanted);
        }
        informers.keep(no, informer);
        jdbc.sql("update complaint set facts = ? where case_no = ?").params(informers.shielded(no, "facts", wanted.facts().strip(), wanted.informer()), no).update();
        cases.makeConfidential(no);
        admit(get(no));
        files.keep(no, wanted.uploads(), copies);
        events.publishEvent(new ComplaintSignal(no, ComplaintSignal.BEGIN));
        return new Receipt(no, code);
    }

    /** What is wrong with it, in words that say how to mend it; empty if nothing. */
    public List<String> problems(NewComplaint wanted) {
        List<String> problems = new ArrayList<>();
        if (wanted.channel() == null) {
            problems.add("没有选择来源");
        }
        if (wanted.naming() == null) {
            problems.add("没有选择实名、实名并要求保密或者匿名");
        }
        if (wanted.category() == null) {
            problems.add("没有选择投诉的类别");
        }
        text(problems, "被投诉单位", wanted.unit(), 2, 200);
        text(problems, "事实经过", wanted.facts(), SHORTEST_FACTS, LONGEST_FACTS);
        Informer who = wanted.informer();
        if (wanted.naming() == Naming.NAMED || wanted.naming() == Naming.CONFIDENTIAL) {
            text(problems, "姓名或者单位名称", who.name(), 2, 100);
            if (who.phone() == null && who.contact() == null) {
                problems.add("实名投诉请至少填写电话或者其他联系方式中的一项；不愿意留的请选择匿名，凭查询码联系");
            }
        }
        most(problems, "电话", who.phone(), 30);
        most(problems, "证件号码", who.number(), 30);
        most(problems, "其他联系方式", who.contact(), 200);
        most(problems, "来源编号", wanted.externalNo(), 60);
        if (wanted.category() == Category.ARREARS) {
            if (wanted.arrearsAmount() == null || wanted.arrearsAmount().signum() <= 0) {
                problems.add("拖欠款项的请填写欠款金额（元，大于0）");
            } else if (wanted.arrearsAmount().compareTo(new BigDecimal("99999999999.99")) > 0) {
                problems.add("欠款金额过大，请以元为单位核对");
            }
            if (wanted.arrearsFrom() == null || wanted.arrearsFrom().isAfter(LocalDate.now(clock)) || wanted.arrearsFrom().getYear() < 1990) {
                problems.add("拖欠款项的请填写从哪一天起逾期，不能晚于今天");
            }
        }
        return problems;
    }

    /** The case of that number of the hotline or office above. */
    @Transactional(readOnly = true)
    public Optional<String> known(Channel channel, String externalNo) {
        return externalNo == null ? Optional.empty() : jdbc.sql("select case_no from complaint where channel = ? and external_no = ?").params(channel.code, externalNo.strip())
                .query(String.class).optional();
    }

    /** The unit of that id, full name or short name, if it is in being. */
    public Optional<Unit> findUnit(String named) {
        String wanted = named == null ? "" : named.strip();
        return registry.unitsOn(LocalDate.now(clock)).stream().filter(u -> u.id().equals(wanted) || u.fullName().equals(wanted) || u.shortName().equals(wanted)).findFirst();
    }

    /** Who reads the case: who takes it in, supervises and reviews it, and once it is dispatched the handling unit; never the body complained of. */
    void admit(Complaint c) {
        boolean recheck = c.reviewState().equals("asked-again") || c.reviewState().equals("served-again");
        cases.setMembers(c.caseNo(), Cases.OFFICE, Stream.of(Stream.of(Role.CREDIT_CENTRE.id(), Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id()),
                Stream.ofNullable(recheck ? Role.LEADER.id() : null), Stream.ofNullable(c.handler())).flatMap(s -> s).distinct().toList());
    }

    @Transactional(readOnly = true)
    public Complaint get(String caseNo) {
        return find(caseNo).orElseThrow(() -> new IllegalStateException("no complaint " + caseNo));
    }

    @Transactional(readOnly = true)
    public Optional<Complaint> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(Complaint.class)).optional();
    }

    /** The complaint, if the code is its code; a number there is none of takes as long. */
    @Transactional(readOnly = true)
    public Optional<Complaint> find(String caseNo, String code) {
        String hash = jdbc.sql("select code_hash from complaint where case_no = ?").param(caseNo).query((row, i) -> row.getString(1)).stream().findFirst().orElse(null);
        return codes.matches(caseNo, code, hash) && hash != null ? find(caseNo) : Optional.empty();
    }

    /**
     * Newest first. Whether the reader may see each the caller has to ask.
     *
     * @param unitId complained of, or handling; this and the others null for all
     * @param late   only those with a task past its day
     */
    @Transactional(readOnly = true)
    public List<Complaint> list(ComplaintState state, Category category, Channel channel, String unitId, boolean late) {
        return jdbc.sql(SELECT + "where 1 = 1" + (state == null ? "" : " and state = :state") + (category == null ? "" : " and category = :category")
                        + (channel == null ? "" : " and channel = :channel") + (unitId == null ? "" : " and (unit_id = :unit or handler = :unit)")
                        + (late ? " and exists (select 1 from casefile_task t where t.case_no = complaint.case_no and t.closed_at is null and t.due_on < :today)" : "")
                        + " order by received_on desc, case_no desc")
                .param("state", state == null ? null : state.code).param("category", category == null ? null : category.code)
                .param("channel", channel == null ? null : channel.code).param("unit", unitId).param("today", LocalDate.now(clock)).query(Rows.of(Complaint.class)).list();
    }

    /**
     * Complaints that may be about the same matter, of as many months back as complaints against one body are counted ({@code complaint-cluster.dmn}): of the
     * same body, and of the same complainant or in like words. A proposal, for a person to decide.
     */
    @Transactional(readOnly = true)
    public List<Double> doubles(String caseNo) {
        Complaint c = get(caseNo);
        Set<String> same = new HashSet<>(informers.sameAs(caseNo));
        Set<String> pairs = pairs(c.facts());
        return jdbc.sql(SELECT + "where case_no <> ? and received_on >= ? and state <> ? and state <> ? order by received_on desc, case_no desc fetch first 2000 rows only")
                .params(caseNo, c.receivedOn().minusMonths(rules.cluster(c.receivedOn()).months()), ComplaintState.JOINED.code, ComplaintState.WITHDRAWN.code).query(Rows.of(Complaint.class)).list().stream()
                .filter(other -> c.unitId() == null ? other.unitText().equals(c.unitText()) : c.unitId().equals(other.unitId()))
                .map(other -> new Double(other, alike(pairs, pairs(other.facts())), same.contains(other.caseNo())))
                .filter(d -> d.sameInformer() || d.alike() >= ALIKE)
                .sorted(Comparator.comparingInt((Double d) -> d.alike() + (d.sameInformer() ? 50 : 0)).reversed()).limit(DOUBLES_SHOWN).toList();
    }

    private static int alike(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return common.size() * 100 / (one.size() + other.size() - common.size());
    }

    private static Set<String> pairs(String text) {
        String bare = text.replaceAll("[\\s\\p{Punct}，。；、：“”（）〔〕]", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < bare.length(); i++) {
            pairs.add(bare.substring(i, i + 2));
        }
        return pairs;
    }

    private static Refusal knownBefore(NewComplaint wanted) {
        return Refusal.conflict(wanted.channel().label + "编号" + wanted.externalNo().strip() + "已经登记，没有重复登记。请核对编号。");
    }

    private static Refusal sentBefore() {
        return Refusal.conflict("这份投诉已经提交过，没有重复登记。回执和查询码只显示一次；没有记下的，请重新打开投诉页面再提交一次，并在事实中注明。");
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void text(List<String> problems, String what, String value, int min, int max) {
        int length = value == null ? 0 : value.strip().codePointCount(0, value.strip().length());
        if (length == 0) {
            problems.add("“" + what + "”没有填写");
        } else if (length < min) {
            problems.add("“" + what + "”至少" + min + "个字");
        } else if (length > max) {
            problems.add("“" + what + "”最多" + max + "字，现有" + length + "字");
        }
    }

    private static void most(List<String> problems, String what, String value, int max) {
        if (value != null && value.length() > max) {
            problems.add("“" + what + "”最多" + max + "字，现有" + value.length() + "字");
        }
    }
}
