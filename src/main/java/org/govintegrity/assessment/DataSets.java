package org.govintegrity.assessment;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.registry.PersonalTraces;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which data the institution gets: listed with secrecy class, approved by somebody else, handed over against a receipt. Secrets and personal data are never
 * handed over (table {@code assessment-data}); every cell of a file is looked through before it goes.
 */
@Service
@Transactional
public class DataSets {

    private static final int MOST = 100;
    private static final int MOST_CELLS = 2_000_000;
    private static final int SHOWN = 5;
    /** Headings of columns whose cells are about a person whatever they hold. */
    private static final Pattern PERSONAL_HEADING = Pattern.compile("姓名|身份证|身份号码|证件号码|手机|联系电话|家庭住址|出生日期|银行卡|银行账号");

    private final JdbcClient jdbc;
    private final Assessments assessments;
    private final AssessmentFiles files;
    private final AssessmentRules rules;
    private final Cases cases;
    private final TaskControl tasks;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;

    DataSets(JdbcClient jdbc, Assessments assessments, AssessmentFiles files, AssessmentRules rules, Cases cases, TaskControl tasks, Registry registry, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.assessments = assessments;
        this.files = files;
        this.rules = rules;
        this.cases = cases;
        this.tasks = tasks;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<DataSet> of(String caseNo) {
        return jdbc.sql("""
                select seq, title, contents, source_unit, secrecy, personal, state, refusal, approved_by, evidence_id, sha256, recipient, handed_on, handed_by, receipt_evidence
                from assessment_data where case_no = ? order by seq""").param(caseNo).query(Rows.of(DataSet.class)).list();
    }

    /** Takes the list in, over an earlier one that was returned. What may never be handed over is refused at once and stays in it, with the reason. */
    public void list(String caseNo, List<NewDataSet> wanted) {
        if (wanted.size() > MOST) {
            throw Refusal.invalid("数据清单最多" + MOST + "项，现有" + wanted.size() + "项，请合并。");
        }
        LocalDate today = today();
        jdbc.sql("delete from assessment_data where case_no = ?").param(caseNo).update();
        int seq = 0;
        int refused = 0;
        for (NewDataSet one : wanted) {
            seq++;
            String where = "第" + seq + "项的";
            AssessmentRules.Handing handing = rules.handing(Secrecy.of(one.secrecy()), one.personal(), today);
            refused += handing.allowed() ? 0 : 1;
            String source = registry.findUnit(one.sourceUnit() == null ? "" : one.sourceUnit())
                    .or(() -> registry.unitsOn(today).stream().filter(u -> u.shortName().equals(one.sourceUnit()) || u.fullName().equals(one.sourceUnit())).findFirst())
                    .orElseThrow(() -> Refusal.invalid(where + "数据来源单位“" + (one.sourceUnit() == null ? "" : one.sourceUnit()) + "”没有找到，请填单位全称或者简称。")).id();
            jdbc.sql("insert into assessment_data (case_no, seq, title, contents, source_unit, secrecy, personal, state, refusal) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(caseNo, seq, Institutions.text(one.title(), where + "名称", 2, 100), Institutions.text(one.contents(), where + "内容和用途", 2, 1000), source, one.secrecy(),
                            one.personal(), handing.allowed() ? DataSet.LISTED : DataSet.REFUSED, handing.allowed() ? null : handing.reason() + "（" + handing.basis() + "）").update();
        }
        assessments.state(caseNo, AssessmentState.LISTING);
        cases.note(caseNo, "assessment-data-listed", wanted.isEmpty() ? "机构只使用公开资料，没有需要移交的数据" : "数据清单" + seq + "项，其中" + refused + "项不得移交");
    }

    /**
     * Somebody else approves the list.
     *
     * @param refused reasons by number, of sets that are not handed over either
     * @return whether anything is left to be handed over
     */
    public boolean approve(String caseNo, Map<Integer, String> refused) {
        List<DataSet> listed = of(caseNo).stream().filter(d -> d.state().equals(DataSet.LISTED)).toList();
        refused.forEach((seq, reason) -> {
            if (listed.stream().noneMatch(d -> d.seq() == seq)) {
                throw Refusal.invalid("第" + seq + "项不在待审核的数据之中，请照清单填写序号。");
            }
            if (reason == null || reason.strip().length() < 5) {
                throw Refusal.invalid("请写明第" + seq + "项不予移交的理由（至少5个字）。");
            }
        });
        for (DataSet d : listed) {
            String reason = refused.get(d.seq());
            jdbc.sql("update assessment_data set state = ?, refusal = ?, approved_by = ? where case_no = ? and seq = ?")
                    .params(reason == null ? DataSet.APPROVED : DataSet.REFUSED, reason == null ? null : reason.strip(), actor.id(), caseNo, d.seq()).update();
        }
        int left = listed.size() - refused.size();
        cases.note(caseNo, "assessment-data-approved", "数据清单审核通过，可以移交" + left + "项");
        if (left > 0) {
            assessments.state(caseNo, AssessmentState.HANDING);
        } else {
            work(caseNo);
        }
        return left > 0;
    }

    /**
     * Hands one set over.
     *
     * @param file      an Excel workbook, so that every cell can be looked through
     * @param recipient who took it, of the institution
     * @param receipt   signed by them
     */
    public void handOver(String caseNo, int seq, Upload file, String recipient, LocalDate handedOn, Upload receipt) {
        Assessment a = assessments.get(caseNo);
        if (!a.in(AssessmentState.HANDING)) {
            throw Refusal.conflict("评估" + caseNo + "现在是“" + a.stateWords() + "”，不能移交数据。清单审核通过以后才能移交。");
        }
        if (files.latest(caseNo, AssessmentFile.AGREEMENT).isEmpty()) {
            throw Refusal.unprocessable("还没有保密协议，不能移交数据。请先在“合同和协议”中上传机构签字盖章的保密协议。");
        }
        DataSet set = of(caseNo).stream().filter(d -> d.seq() == seq).findFirst().orElseThrow(() -> Refusal.notFound("数据清单中没有第" + seq + "项。"));
        if (!set.state().equals(DataSet.APPROVED)) {
            throw Refusal.conflict("第" + seq + "项“" + set.title() + "”" + set.stateWords() + (set.refusal() == null ? "" : "：" + set.refusal()) + "。");
        }
        String to = Institutions.text(recipient, "接收人", 2, 100);
        LocalDate day = Assessments.past(handedOn, today(), "移交日期");
        if (day.isBefore(a.chosenOn())) {
            throw Refusal.invalid("移交日期不能早于选定机构的日期" + ChineseDates.date(a.chosenOn()) + "，请核对。");
        }
        if (file == null || file.content().length == 0 || !file.name().toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
            throw Refusal.invalid("请选择移交的数据，存为 .xlsx，系统逐格检查有没有个人信息。");
        }
        Set<String> traces = traces(file);
        if (!traces.isEmpty()) {
            throw Refusal.unprocessable("文件“" + file.name() + "”中有个人信息，不得移交：" + traces.stream().limit(SHOWN).collect(Collectors.joining("；"))
                    + (traces.size() > SHOWN ? "等" + traces.size() + "处" : "") + "。请去掉后重新选择文件（个人信息保护法；山东省社会信用条例第二十条）。");
        }
        Evidence kept = files.stored(caseNo, file, "移交的数据", "移交机构的数据：" + set.title());
        long receiptId = files.keep(caseNo, receipt, "机构的接收凭据", "数据接收凭据：" + set.title());
        jdbc.sql("update assessment_data set state = ?, evidence_id = ?, sha256 = ?, recipient = ?, handed_on = ?, handed_by = ?, receipt_evidence = ? where case_no = ? and seq = ?")
                .params(DataSet.HANDED, kept.id(), kept.sha256(), to, day, actor.id(), receiptId, caseNo, seq).update();
        cases.note(caseNo, "assessment-data-handed", "第" + seq + "项“" + set.title() + "”于" + ChineseDates.date(day) + "移交，文件校验值（SHA-256）" + kept.sha256());
        tasks.briefAgain(caseNo);
    }

    /** All is handed over, or so it says: the institution's time begins. */
    public void handedOver(String caseNo) {
        List<DataSet> left = of(caseNo).stream().filter(d -> d.state().equals(DataSet.APPROVED)).toList();
        if (!left.isEmpty()) {
            throw Refusal.unprocessable("还有" + left.size() + "项没有移交：" + left.stream().map(d -> d.seq() + ". " + d.title()).collect(Collectors.joining("；"))
                    + "。请在评估页面“数据清单”逐项登记移交；不再需要的，请说明后由机构书面放弃，作为接收凭据上传。");
        }
        work(caseNo);
        cases.note(caseNo, "assessment-data-complete", "数据移交完毕，机构的评估期限自今日起算");
    }

    private void work(String caseNo) {
        jdbc.sql("update assessment set work_from = ?, state = ? where case_no = ?").params(today(), AssessmentState.WORKING.code, caseNo).update();
    }

    /**
     * All that was handed over has been given back or destroyed.
     *
     * @throws Refusal without proof of the institution
     */
    public void destroyed(String caseNo, String way, LocalDate on, String words) {
        if (files.latest(caseNo, AssessmentFile.DESTRUCTION).isEmpty()) {
            throw Refusal.unprocessable("请先在评估页面“合同和协议”中上传机构盖章的数据交回、销毁证明。");
        }
        LocalDate day = Assessments.past(on, today(), "交回或者销毁的日期");
        List<DataSet> handed = of(caseNo).stream().filter(d -> d.state().equals(DataSet.HANDED)).toList();
        LocalDate last = handed.stream().map(DataSet::handedOn).max(Comparator.naturalOrder()).orElse(day);
        if (day.isBefore(last)) {
            throw Refusal.invalid("交回或者销毁的日期不能早于移交日期" + ChineseDates.date(last) + "，请核对。");
        }
        String text = ("returned".equals(way) ? "已交回" : "已销毁") + "：" + Assessments.required(words, "核对的情况");
        jdbc.sql("update assessment set destroyed_on = ?, destruction = ? where case_no = ?").params(day, text, caseNo).update();
        cases.note(caseNo, "assessment-data-destroyed", "移交的" + handed.size() + "项数据于" + ChineseDates.date(day) + text);
    }

    private Set<String> traces(Upload file) {
        Set<String> names = registry.people().stream().map(Person::name).collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        TableFile.everyCell(file.name(), file.content(), MOST_CELLS, (where, text) -> {
            if (PERSONAL_HEADING.matcher(text).find() && text.length() <= 20) {
                found.add(where + "列名“" + text + "”");
            }
            if (names.contains(text)) {   // within longer texts two syllables may be anything
                found.add(where + "姓名");
            }
            PersonalTraces.screen(text, List.of()).found().forEach(what -> found.add(where + what));
        });
        return found;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
