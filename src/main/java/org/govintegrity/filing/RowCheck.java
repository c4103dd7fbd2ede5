package org.govintegrity.filing;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.registry.CreditCode;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks what can be told from a row alone; every problem is said at once, so that a person mends a row in one go. */
@Component
class RowCheck {

    private static final List<DateTimeFormatter> DATES = List.of("uuuu-MM-dd", "uuuu/M/d", "uuuu.M.d", "uuuu年M月d日", "uuuuMMdd").stream()
            .map(pattern -> DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT)).toList();
    private static final List<BreachClass> CLASSES = List.of(BreachClass.MINOR, BreachClass.GENERAL, BreachClass.SERIOUS);

    private final ClassRules rules;
    private final CreditTerms terms;
    private final Clock clock;

    RowCheck(ClassRules rules, CreditTerms terms, Clock clock) {
        this.rules = rules;
        this.terms = terms;
        this.clock = clock;
    }

    /** @param checked null if there is a problem */
    record Result(Checked checked, String problem) {
    }

    Result check(StagedRow row, FilingSource source) {
        List<String> problems = new ArrayList<>();
        if (row.problem() != null) {
            problems.add(row.problem());
        }
        SubjectKind subject = choice(row, Column.SUBJECT_KIND, SubjectKind.values(), kind -> kind.label, problems);
        RecordKind kind = choice(row, Column.RECORD_KIND, RecordKind.values(), k -> k.label, problems);
        for (Column column : Column.values()) {
            String text = row.get(column);
            if (text == null && (column.required() && column != Column.SUBJECT_KIND && column != Column.RECORD_KIND
                    || column == Column.CREDIT_CODE && subject != null && subject != SubjectKind.PERSON || column == Column.IDENTITY && subject == SubjectKind.PERSON)) {
                if (column != Column.IDENTITY || row.problem() == null) {
                    problems.add("“" + column.title + "”没有填写，请补上" + (column == Column.CREDIT_CODE || column == Column.IDENTITY ? "，确实没有的填“无”" : ""));
                }
            } else if (text != null && column != Column.IDENTITY && column != Column.CREDIT_CODE && text.length() > column.max) {
                problems.add("“" + column.title + "”最多" + column.max + "字，请压缩");
            }
        }
        CreditCode code = subject == SubjectKind.PERSON ? null : code(row, problems);
        if (kind != null && !source.kinds().contains(kind)) {
            problems.add("本单位不报送“" + kind.label + "”，可以报送的是：" + source.kinds().stream().map(k -> k.label).collect(Collectors.joining("、")));
        }
        LocalDate documentDate = date(row, Column.DOCUMENT_DATE, problems);
        boolean inForce = flag(row, problems);
        datesInOrder(row, documentDate, inForce, problems);
        Optional<ClassRule> rule = kind == null || subject == null || documentDate == null ? Optional.empty() : rule(row, kind, subject, documentDate, problems);
        Terms term = rule.map(r -> terms(subject, r.breachClass(), documentDate, problems)).orElse(null);
        if (!problems.isEmpty()) {
            return new Result(null, shortened(String.join("；", problems)));
        }
        int months = subject == SubjectKind.PERSON ? rule.orElseThrow().months() : 0;
        return new Result(new Checked(row, subject, row.get(Column.SUBJECT_NAME), code, kind, rule.orElseThrow().breachClass(), term, documentDate,
                months == 0 ? null : documentDate.plusMonths(months), !inForce, shortened(rule.orElseThrow().basis(), 400)), null);
    }

    private static <T> T choice(StagedRow row, Column column, T[] values, Function<T, String> label, List<String> problems) {
        String text = row.get(column);
        Optional<T> found = Arrays.stream(values).filter(value -> label.apply(value).equals(text)).findFirst();
        if (found.isEmpty()) {
            problems.add(text == null ? "“" + column.title + "”没有填写，请补上" : "“" + column.title + "”应为："
                    + Arrays.stream(values).map(label).collect(Collectors.joining("、")));
        }
        return found.orElse(null);
    }

    private static CreditCode code(StagedRow row, List<String> problems) {
        String text = row.get(Column.CREDIT_CODE);
        if (text == null || text.equals(Column.NONE)) {
            return null;
        }
        CreditCode code = CreditCode.of(text);
        if (!code.wellFormed()) {
            problems.add("统一社会信用代码应为18位数字和大写字母（不用I、O、S、V、Z），请核对证书；表格软件改成1.13E+17的，请把该列设为文本再填");
            return null;
        }
        return code;
    }

    private void datesInOrder(StagedRow row, LocalDate documentDate, boolean inForce, List<String> problems) {
        LocalDate acted = date(row, Column.ACT_DATE, problems);
        LocalDate inForceOn = date(row, Column.IN_FORCE_ON, problems);
        LocalDate today = LocalDate.now(clock);
        if (documentDate != null && documentDate.isAfter(today)) {
            problems.add("文书日期" + ChineseDates.date(documentDate) + "还没有到，请核对");
        }
        if (documentDate != null && acted != null && acted.isAfter(documentDate)) {
            problems.add("行为发生日期晚于文书日期，请核对这两个日期");
        }
        if (documentDate != null && inForceOn != null && inForceOn.isBefore(documentDate)) {
            problems.add("生效日期早于文书日期，请核对这两个日期");
        }
        if (inForce && inForceOn != null && inForceOn.isAfter(today)) {
            problems.add("生效日期" + ChineseDates.date(inForceOn) + "还没有到，“是否生效”应填“否”");
        }
    }

    private static boolean flag(StagedRow row, List<String> problems) {
        String text = row.get(Column.IN_FORCE);
        if (text != null && !text.equals("是") && !text.equals("否")) {
            problems.add("“是否生效”只能填“是”或者“否”");
        }
        return "是".equals(text);
    }

    private Optional<ClassRule> rule(StagedRow row, RecordKind kind, SubjectKind subject, LocalDate documentDate, List<String> problems) {
        String form = row.get(Column.FORM);
        Optional<ClassRule> byForm = form == null ? Optional.empty() : rules.of(kind, subject, form, documentDate);
        if (form != null && byForm.isEmpty()) {
            problems.add("处理类型“" + shortened(form, 40) + "”不适用于" + subject.label + "的" + kind.label + "，可以填写：" + String.join("、", ClassRules.FORMS.get(kind)));
            return Optional.empty();
        }
        if (byForm.filter(rule -> rule.breachClass() == BreachClass.NONE).isPresent()) {
            problems.add("“" + form + "”不归集（" + byForm.get().basis() + "），请删去本行");
            return Optional.empty();
        }
        String given = row.get(Column.BREACH_CLASS);
        if (given == null) {
            if (form == null) {
                problems.add("“处理类型”和“失信等级”至少填写一项，才能确定等级");
            }
            return byForm;
        }
        Optional<BreachClass> breachClass = CLASSES.stream().filter(c -> c.label.equals(given)).findFirst();
        if (breachClass.isEmpty()) {
            problems.add("“失信等级”应为：轻微、一般、严重，不掌握的留空");
        }
        return breachClass.map(c -> new ClassRule(c, byForm.map(ClassRule::months).orElse(0), "报送单位已认定等级" + byForm.map(r -> "；" + r.basis()).orElse("")));
    }

    private Terms terms(SubjectKind subject, BreachClass breachClass, LocalDate documentDate, List<String> problems) {
        try {
            Terms found = terms.of(subject, breachClass, documentDate);
            if (found.useUntil().isBefore(LocalDate.now(clock))) {
                problems.add("文书日期" + ChineseDates.date(documentDate) + "，使用期已于" + ChineseDates.date(found.useUntil()) + "届满，不再归集，请删去本行");
            }
            return found;
        } catch (Refusal outsideTheTable) {
            problems.add("文书日期" + ChineseDates.date(documentDate) + "不在系统规则的施行期间内，不再归集，请删去本行");
            return null;
        }
    }

    /** The date, or null where there is none or it is wrong. */
    private static LocalDate date(StagedRow row, Column column, List<String> problems) {
        String text = row.get(column);
        if (text == null) {
            return null;
        }
        LocalDate date = parse(text);
        if (date == null) {
            problems.add("“" + column.title + "”不是正确的日期，请写成2026-03-02这样的年-月-日");
        }
        return date;
    }

    static LocalDate parse(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return LocalDate.parse(text, format);
            } catch (DateTimeException notThisOne) {
                // the next one, then
            }
        }
        return null;
    }

    private static String shortened(String text) {
        return shortened(text, 1900);
    }

    private static String shortened(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }
}
