package org.govintegrity.evaluation;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.ScoresOrdered;
import org.govintegrity.casefile.ScoresReturned;
import org.govintegrity.casefile.ScoresSettled;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Scores of institutions outside: received with their commitment, compared with ours, looked at where they are too far apart. */
@Service
@Transactional
public class ThirdPartyScores {

    public static final String KIND = "third-party-score";

    private static final String CLAUSE = "三.2";
    private static final String UNIT = "单位";
    private static final String SCORE = "得分";
    private static final String PROBLEM = "错误";
    private static final String SCORE_HINT = "得分应为0到100的数字，最多两位小数";
    private static final int MOST_ROWS = 50_000;
    private static final int SHOWN_PROBLEMS = 20;
    private static final int EARLIEST = 2018;
    private static final String SELECT = "select eval_year, case_no, institution, unit_id, score, own_score, verdict, reasons from evaluation_third_party ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Cases cases;
    private final Registry registry;
    private final EvidenceService evidence;
    private final OwnScores own;
    private final IndicatorRules rules;
    private final ObjectProvider<ScoresOrdered> ordered;
    private final ApplicationEventPublisher events;
    private final Actor actor;
    private final Clock clock;

    ThirdPartyScores(JdbcClient jdbc, JdbcTemplate batch, Cases cases, Registry registry, EvidenceService evidence, OwnScores own, IndicatorRules rules,
                     ObjectProvider<ScoresOrdered> ordered, ApplicationEventPublisher events, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cases = cases;
        this.registry = registry;
        this.evidence = evidence;
        this.own = own;
        this.rules = rules;
        this.ordered = ordered;
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Takes a file in and starts its process, all in one transaction: with anything wrong in it nothing is kept, and every problem is named.
     *
     * @return the case's number, such as {@code SF-2026-0001}
     */
    public String receive(ThirdPartyFile file) {
        int latest = LocalDate.now(clock).getYear();
        if (file.year() < EARLIEST || file.year() > latest) {
            throw Refusal.invalid("评价年度应在" + EARLIEST + "到" + latest + "之间，请改正。");
        }
        String institution = text(file.institution(), "机构名称", 2, 100);
        String commitment = text(file.commitment(), "机构承诺", 10, 2000);
        Sheet sheet = read(file.scoresName(), file.scores());
        if (!sheet.problems().isEmpty()) {
            throw refused(sheet.problems());
        }
        String caseNo = keep(file, institution, commitment, sheet.scores(), null);
        events.publishEvent(new ThirdPartySignal(caseNo));
        return caseNo;
    }

    /**
     * Takes in what a case has ordered, for the process it calls. Such scores are held until whoever ordered them has accepted the work.
     * With anything wrong in the file, or a unit missing, nothing is kept but the file itself with a column 错误, as evidence of the case
     * that ordered.
     *
     * @param orderedBy case that has ordered scores ({@link ScoresOrdered})
     * @return number of the new case; empty if the file has to be handed in again
     */
    public Optional<String> receiveOrdered(String orderedBy) {
        ScoresOrdered.Order order = ordered.stream().flatMap(family -> family.order(orderedBy).stream()).findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was ordered by " + orderedBy));
        Evidence scoresFile = evidence.get(order.scoresFile());
        Evidence commitmentFile = evidence.get(order.commitmentFile());
        byte[] content = bytes(scoresFile);
        Sheet sheet = read(scoresFile.name(), content).within(order.unitIds(), registry);
        if (!sheet.problems().isEmpty()) {
            evidence.add(new NewEvidence(orderedBy, null, "评分文件（错误）.xlsx", "退回的评分文件，错误写在最后一列", actor.id(), true), new ByteArrayResource(sheet.returned()));
            cases.note(orderedBy, "scores-returned", "评分文件有" + sheet.problems().size() + "处问题，没有接收：" + shown(sheet.problems(), "；"));
            return Optional.empty();
        }
        return Optional.of(keep(new ThirdPartyFile(order.year(), order.institution(), order.commitment(), scoresFile.name(), content, commitmentFile.name(),
                new FileSystemResource(evidence.file(commitmentFile))), order.institution(), order.commitment(), sheet.scores(), orderedBy));
    }

    private String keep(ThirdPartyFile file, String institution, String commitment, Map<String, BigDecimal> scores, String orderedBy) {
        String caseNo = cases.open(NewCase.numbered("SF", KIND, "第三方评分：" + institution + "，" + file.year() + "年度", null, List.of(CLAUSE), orderedBy)).caseNo();
        cases.note(caseNo, "third-party-received", "收到" + institution + "对" + scores.size() + "个单位的评分。机构承诺：" + commitment);
        evidence.add(new NewEvidence(caseNo, null, file.scoresName(), "评分文件", actor.id(), true), new ByteArrayResource(file.scores()));
        evidence.add(new NewEvidence(caseNo, null, file.commitmentName(), "机构承诺书", actor.id(), true), file.commitmentFile());
        LocalDateTime now = LocalDateTime.now(clock);
        batch.batchUpdate("insert into evaluation_third_party (eval_year, case_no, institution, unit_id, score, received_at, held) values (?, ?, ?, ?, ?, ?, ?)",
                scores.entrySet().stream().map(e -> new Object[]{file.year(), caseNo, institution, e.getKey(), e.getValue(), now, orderedBy != null}).toList());
        return caseNo;
    }

    private byte[] bytes(Evidence file) {
        try {
            return Files.readAllBytes(evidence.file(file));
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + file.id() + " cannot be read", e);
        }
    }

    /** An empty table to fill in. */
    public static void template(OutputStream out) throws IOException {
        TableSheet.xlsx(out, new TableSheet.Sheet("第三方评分", List.of(UNIT, SCORE), List.of()), new TableSheet.Sheet("填写说明", List.of("列名", "怎样填写"),
                List.of(List.of(UNIT, "单位全称、简称或者统一社会信用代码，一个单位一行"), List.of(SCORE, "0到100，最多两位小数"))));
    }

    /**
     * Compares with what we have ourselves.
     *
     * @return whether any are too far apart to be taken without somebody looking
     */
    public boolean compare(String caseNo) {
        List<ThirdPartyScore> scores = ofCase(caseNo);
        Map<String, BigDecimal> ours = own.totals(scores.get(0).evalYear());
        BigDecimal limit = limit();
        List<Object[]> rows = new ArrayList<>();
        boolean apart = false;
        for (ThirdPartyScore s : scores) {
            BigDecimal mine = ours.get(s.unitId());
            boolean tooFar = mine != null && s.score().subtract(mine).abs().compareTo(limit) > 0;
            apart |= tooFar;
            rows.add(new Object[]{mine, tooFar ? null : ThirdPartyScore.ACCEPTED, caseNo, s.unitId()});
        }
        batch.batchUpdate("update evaluation_third_party set own_score = ?, verdict = ? where case_no = ? and unit_id = ?", rows);
        cases.note(caseNo, "third-party-compared", "与本系统得分比较：" + differing(caseNo).size() + "个单位相差超过" + limit.toPlainString() + "分"
                + "，" + rows.stream().filter(row -> row[0] == null).count() + "个单位没有可以比较的得分");
        return apart;
    }

    /**
     * Takes in the review of those too far apart.
     *
     * @param decision {@code all, some, none} are accepted
     * @param rejected reasons by unit as typed; only with {@code some}
     * @param findings what the review has found
     */
    public void review(String caseNo, String decision, Map<String, String> rejected, String findings) {
        List<ThirdPartyScore> open = differing(caseNo);
        Map<String, String> reasons = new HashMap<>();
        if (decision.equals("some")) {
            if (rejected.isEmpty()) {
                throw Refusal.invalid("选择了“部分不采用”，请逐个填写不采用的单位和理由。");
            }
            rejected.forEach((name, reason) -> {
                String unit = open.stream().map(ThirdPartyScore::unitId).filter(id -> named(registry.unit(id), name)).findFirst()
                        .orElseThrow(() -> Refusal.invalid("“" + name + "”不在待复核的单位之中，请照表上方所列的名称填写。"));
                if (reason == null || reason.strip().length() < 5) {
                    throw Refusal.invalid("请写明不采用“" + name + "”评分的理由（至少5个字）。");
                }
                reasons.put(unit, reason.strip());
            });
        }
        String by = actor.id();
        batch.batchUpdate("update evaluation_third_party set verdict = ?, reasons = ?, decided_by = ? where case_no = ? and unit_id = ?", open.stream().map(s -> {
            boolean accepted = decision.equals("all") || decision.equals("some") && !reasons.containsKey(s.unitId());
            return new Object[]{accepted ? ThirdPartyScore.ACCEPTED : ThirdPartyScore.REJECTED, reasons.getOrDefault(s.unitId(), findings), by, caseNo, s.unitId()};
        }).toList());
        cases.note(caseNo, "third-party-reviewed", "复核差异：" + open.size() + "个单位，不采用" + (decision.equals("none") ? open.size() : reasons.size()) + "个。" + findings);
    }

    /** Whoever ordered the scores has accepted the work they come from, or has not. */
    @EventListener
    public void on(ScoresSettled settled) {
        if (settled.used()) {
            jdbc.sql("update evaluation_third_party set held = false where case_no = ?").param(settled.scoresNo()).update();
        } else {
            jdbc.sql("update evaluation_third_party set verdict = ?, reasons = ?, held = false where case_no = ?")
                    .params(ThirdPartyScore.REJECTED, settled.why(), settled.scoresNo()).update();
        }
        cases.note(settled.scoresNo(), "third-party-settled", (settled.used() ? "评估报告已经采用，评分计入考核评价。" : "评分不采用。") + settled.why());
    }

    /** Whether they wait for the work they come from to be accepted. */
    @Transactional(readOnly = true)
    public boolean held(String caseNo) {
        return jdbc.sql("select count(*) from evaluation_third_party where case_no = ? and held = true").param(caseNo).query(Integer.class).single() > 0;
    }

    /** At the end of its process, whichever; what nobody has decided is not used, and whoever ordered the scores gets them back. */
    public void close(String caseNo) {
        long undecided = ofCase(caseNo).stream().filter(s -> s.verdict() == null).count();
        if (undecided > 0) {
            cases.close(caseNo, "cancelled", "流程终止，没有复核的" + undecided + "个评分不采用");
        } else {
            cases.close(caseNo, "taken", "评分处理完毕");
        }
        String orderedBy = cases.get(caseNo).parentNo();
        if (orderedBy != null) {
            BigDecimal limit = limit();
            events.publishEvent(new ScoresReturned(orderedBy, caseNo, ofCase(caseNo).stream().map(s -> new ScoresReturned.Line(s.unitId(), s.score(), s.ownScore(),
                    s.difference() != null && s.difference().compareTo(limit) > 0, s.verdict() == null ? null : s.verdict().equals(ThirdPartyScore.ACCEPTED), s.reasons())).toList()));
        }
    }

    @Transactional(readOnly = true)
    public List<ThirdPartyScore> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? order by unit_id").param(caseNo).query(Rows.of(ThirdPartyScore.class)).list();
    }

    /** Those of a case that somebody has to look at, or had to. */
    @Transactional(readOnly = true)
    public List<ThirdPartyScore> differing(String caseNo) {
        BigDecimal limit = limit();
        return ofCase(caseNo).stream().filter(s -> s.difference() != null && s.difference().compareTo(limit) > 0).toList();
    }

    /** What counts for a year: the accepted scores, the latest of each unit; those that are held do not count yet. */
    @Transactional(readOnly = true)
    public Map<String, ThirdPartyScore> accepted(int year) {
        Map<String, ThirdPartyScore> latest = new LinkedHashMap<>();
        jdbc.sql(SELECT + "where eval_year = ? and verdict = ? and held = false order by id").params(year, ThirdPartyScore.ACCEPTED).query(Rows.of(ThirdPartyScore.class)).list()
                .forEach(s -> latest.put(s.unitId(), s));
        return latest;
    }

    /** What was received, newest first: one line a case. */
    @Transactional(readOnly = true)
    public List<Receipt> receipts() {
        return jdbc.sql("""
                select case_no, eval_year, institution, min(received_at) as received_at, count(*) as units, sum(case when verdict = 'accepted' then 1 else 0 end) as accepted,
                       sum(case when verdict = 'rejected' then 1 else 0 end) as rejected
                from evaluation_third_party group by case_no, eval_year, institution order by min(received_at) desc, case_no desc""").query(Rows.of(Receipt.class)).list();
    }

    /** @param units how many it scores; those neither accepted nor rejected wait for a review */
    public record Receipt(String caseNo, int evalYear, String institution, LocalDateTime receivedAt, int units, int accepted, int rejected) {
    }

    /** Points from which somebody has to look, by the rules of today. */
    @Transactional(readOnly = true)
    public BigDecimal limit() {
        return rules.on(LocalDate.now(clock)).differenceLimit();
    }

    /**
     * A file as read.
     *
     * @param scores      by unit; what could not be read is not in it
     * @param lines       as they came
     * @param byLine      what is wrong, by line
     * @param missing     short names of units that had to be scored and are not there
     * @param unitsByLine ids of the units that were recognised
     */
    private record Sheet(Map<String, BigDecimal> scores, List<TableFile.Line> lines, Map<Integer, List<String>> byLine, List<String> missing, Map<Integer, String> unitsByLine) {

        List<String> problems() {
            List<String> all = new ArrayList<>();
            byLine.forEach((line, words) -> words.forEach(text -> all.add("第" + line + "行：" + text)));
            missing.forEach(name -> all.add("缺少" + name + "的评分，请补上"));
            return all;
        }

        /** With what is wrong when exactly these units had to be scored. */
        Sheet within(List<String> unitIds, Registry registry) {
            Map<Integer, List<String>> more = new TreeMap<>(byLine);
            Set<String> wanted = new HashSet<>(unitIds);
            Set<String> there = new HashSet<>(unitsByLine.values());
            unitsByLine.forEach((line, unit) -> {
                if (!wanted.contains(unit)) {
                    more.computeIfAbsent(line, l -> new ArrayList<>()).add(registry.unit(unit).shortName() + "不在本次评估范围内，请删去这一行");
                }
            });
            List<String> left = unitIds.stream().filter(id -> !there.contains(id)).map(id -> registry.unit(id).shortName()).toList();
            return new Sheet(scores, lines, more, left, unitsByLine);
        }

        /** The file as it came, with what is wrong in a column of its own; units that are missing at its end. */
        byte[] returned() {
            List<String> headings = new ArrayList<>(lines.stream().flatMap(line -> line.cells().keySet().stream()).distinct().filter(heading -> !heading.equals(PROBLEM)).toList());
            List<List<String>> rows = new ArrayList<>();
            for (TableFile.Line line : lines) {
                List<String> row = new ArrayList<>(headings.stream().map(heading -> line.cells().get(heading)).toList());
                row.add(String.join("；", byLine.getOrDefault(line.line(), List.of())));
                rows.add(row);
            }
            for (String name : missing) {
                List<String> row = new ArrayList<>(headings.stream().map(heading -> heading.equals(UNIT) ? name : "").toList());
                row.add("缺少该单位的评分");
                rows.add(row);
            }
            headings.add(PROBLEM);
            try {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                TableSheet.xlsx(out, new TableSheet.Sheet("第三方评分", headings, rows));
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Sheet read(String fileName, byte[] content) {
        Map<Integer, List<String>> problems = new TreeMap<>();
        Map<String, BigDecimal> scores = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        Map<Integer, String> unitsByLine = new TreeMap<>();
        List<Unit> units = registry.unitsOn(LocalDate.now(clock));
        List<TableFile.Line> lines = TableFile.read(fileName, content, MOST_ROWS);
        for (TableFile.Line line : lines) {
            String name = line.cells().getOrDefault(UNIT, "");
            List<String> wrong = new ArrayList<>();
            Optional<Unit> unit = units.stream().filter(u -> named(u, name)).findFirst();
            Optional<BigDecimal> score = score(line.cells().get(SCORE));
            if (unit.isEmpty()) {
                wrong.add("没有名称或者代码为“" + (name.length() > 40 ? name.substring(0, 40) + "…" : name) + "”的单位，请填单位全称、简称或者统一社会信用代码");
            } else if (seen.putIfAbsent(unit.get().id(), line.line()) != null) {
                wrong.add(unit.get().shortName() + "与第" + seen.get(unit.get().id()) + "行重复，请只保留一行");
            }
            if (score.isEmpty()) {
                wrong.add(SCORE_HINT);
            }
            unit.ifPresent(u -> unitsByLine.put(line.line(), u.id()));
            if (!wrong.isEmpty()) {
                problems.put(line.line(), wrong);
            } else {
                scores.put(unit.get().id(), score.get());
            }
        }
        return new Sheet(scores, lines, problems, List.of(), unitsByLine);
    }

    private static Refusal refused(List<String> problems) {
        return Refusal.invalid("评分文件有" + problems.size() + "处问题，没有接收。请改正后重新上传。\n" + shown(problems, "\n"));
    }

    private static String shown(List<String> problems, String between) {
        return problems.stream().limit(SHOWN_PROBLEMS).collect(Collectors.joining(between)) + (problems.size() > SHOWN_PROBLEMS ? between + "（只列前" + SHOWN_PROBLEMS + "处）" : "");
    }

    private static Optional<BigDecimal> score(String typed) {
        if (typed == null || !typed.matches("\\d{1,3}(\\.\\d{1,2})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(typed)).filter(s -> s.compareTo(BigDecimal.valueOf(100)) <= 0);
    }

    private static boolean named(Unit unit, String name) {
        return name != null && !name.isBlank() && (name.equals(unit.fullName()) || name.equals(unit.shortName()) || name.equals(unit.id())
                || unit.creditCode() != null && name.equalsIgnoreCase(unit.creditCode().toString()));
    }

    private static String text(String typed, String what, int least, int most) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() < least || text.length() > most) {
            throw Refusal.invalid("请填写" + what + "，" + least + "到" + most + "字。");
        }
        return text;
    }
}
