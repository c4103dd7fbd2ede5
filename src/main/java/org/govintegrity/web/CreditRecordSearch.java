package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSearch;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.UnitLine;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Looking for records and files, the same way from the page, the spreadsheet and the API: each person finds what they may read. */
@Component
public class CreditRecordSearch {

    /** Files shown above the records. */
    private static final int MAX_SUBJECTS = 10;

    private final CreditDesk desk;
    private final CreditSearch search;
    private final CreditSubjects files;
    private final UnitLine line;
    private final Registry registry;
    private final PageWords words;

    CreditRecordSearch(CreditDesk desk, CreditSearch search, CreditSubjects files, UnitLine line, Registry registry, PageWords words) {
        this.desk = desk;
        this.search = search;
        this.files = files;
        this.line = line;
        this.registry = registry;
        this.words = words;
    }

    /**
     * What is looked for, as people write it; an empty text leaves a condition out.
     *
     * @param q        part of a name, or a whole code or record number
     * @param subject  kind of subject; for {@code person} only the whole name finds a file
     * @param level    class of the breach
     * @param standing how a record stands today
     * @param from     first day of the document, ISO
     * @param document the document's number
     */
    public record Query(String q, String subject, String kind, String level, String standing, String clause, String unit, String source, String from, String to,
                        String document) {

        public Query {
            q = text(q);
            subject = text(subject);
            kind = text(kind);
            level = text(level);
            standing = text(standing);
            clause = text(clause);
            unit = text(unit);
            source = text(source);
            from = text(from);
            to = text(to);
            document = text(document);
        }

        private Map<String, String> params() {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("q", q);
            all.put("subject", subject);
            all.put("kind", kind);
            all.put("level", level);
            all.put("standing", standing);
            all.put("clause", clause);
            all.put("unit", unit);
            all.put("source", source);
            all.put("from", from);
            all.put("to", to);
            all.put("document", document);
            all.values().removeIf(String::isEmpty);
            return all;
        }

        /** The same list elsewhere, each value encoded. */
        String link(String path) {
            UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
            params().forEach((name, value) -> link.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)));
            return link.build(true).toUriString();
        }

        String page(int number) {
            return UriComponentsBuilder.fromUriString(link("/credit")).queryParam("page", number).build(true).toUriString();
        }

        boolean persons() {
            return subject.equals(SubjectKind.PERSON.code);
        }

        private static String text(String value) {
            return value == null ? "" : value.strip();
        }
    }

    /** A file that can be opened. @param note what tells it from another of the same name */
    public record SubjectView(SubjectKind kind, String id, String name, String note) {
    }

    /** @throws Refusal (invalid) for a condition that cannot be */
    public CreditSearch.Page page(Query query, int page, int size) {
        CreditSearch.Filter filter = filter(query);
        return query.persons() ? new CreditSearch.Page(List.of(), 1, 1, 0) : search.page(filter, page, size);
    }

    /** The next records of the same list; none for persons, whose records are in no list. */
    List<CreditRecord> before(Query query, long seq, int size) {
        return query.persons() ? List.of() : search.before(filter(query), seq, size);
    }

    /** Files of that name or code which the reader may open, also where nothing was ever filed. */
    public List<SubjectView> subjects(Query query) {
        if (query.q().isEmpty()) {
            return List.of();
        }
        List<SubjectView> found = new ArrayList<>();
        if (query.subject().isEmpty() || query.subject().equals(SubjectKind.UNIT.code)) {
            List<String> only = visibleUnits();
            registry.units().stream().filter(unit -> only == null || only.contains(unit.id())).filter(unit -> named(unit, query.q())).limit(MAX_SUBJECTS)
                    .forEach(unit -> found.add(new SubjectView(SubjectKind.UNIT, unit.id(), unit.fullName(), unit.kind().title())));
        }
        if ((query.subject().isEmpty() || query.subject().equals(SubjectKind.ORGANISATION.code)) && desk.units().isEmpty()) {
            files.all(search.organisations(query.q(), MAX_SUBJECTS)).values().forEach(one -> found.add(new SubjectView(one.kind(), one.subjectId(), one.name(), one.creditCode())));
        }
        if (query.subject().isEmpty() || query.persons()) {
            registry.people().stream().filter(person -> person.name().equals(query.q()) && desk.maySeePerson(person.id())).limit(MAX_SUBJECTS).forEach(person -> found.add(view(person)));
            List<CreditSubjects.Ref> others = search.people(query.q()).stream()
                    .filter(ref -> registry.findPerson(ref.subjectId()).isEmpty() && desk.maySeePerson(ref.subjectId())).toList();
            files.all(others).values().forEach(one -> found.add(new SubjectView(one.kind(), one.subjectId(), one.name(), "不在人员名录中")));
        }
        return found;
    }

    /** Why the reader finds what they find, in Chinese. */
    String why(Query query) {
        return query.persons() ? "个人信用记录不列入清单：填写姓名全称，只查到您有权查看的个人档案；打开时须写明用途，查看会留下记录，本人看得到。"
                : (desk.units().isPresent() ? "您看到的是本单位（含由本单位承接的原单位）的记录。其他单位和企业的记录由全区性岗位查看。" : "您的岗位可以查看全区单位、企业和社会组织的记录。")
                + "个人记录不列入清单；使用期满的记录已归入封闭档案，不在查找范围。";
    }

    private SubjectView view(Person person) {
        return new SubjectView(SubjectKind.PERSON, person.id(), person.name(), words.unit(person.unitId()) + "，" + person.post());
    }

    private static boolean named(Unit unit, String part) {
        return unit.fullName().contains(part) || unit.shortName().contains(part) || unit.creditCode() != null && unit.creditCode().text().equalsIgnoreCase(part);
    }

    /** Units whose records the reader may see, those taken over included; null for all. */
    private List<String> visibleUnits() {
        return desk.units().map(own -> own.stream().flatMap(unit -> line.carriedBy(unit, words.today()).stream()).distinct().toList()).orElse(null);
    }

    private CreditSearch.Filter filter(Query query) {
        if (query.persons() && query.params().keySet().stream().anyMatch(name -> !List.of("q", "subject").contains(name))) {
            throw Refusal.invalid("查个人档案只能用姓名全称，请去掉其他条件。个人记录不列入清单。");
        }
        if (query.q().length() > 100 || query.document().length() > 200) {
            throw Refusal.invalid("查找的文字太长，请缩短。");
        }
        known(query.unit(), registry.findUnit(query.unit()).isPresent(), "单位");
        known(query.source(), registry.findUnit(query.source()).isPresent(), "归集单位");
        known(query.clause(), registry.findClause(query.clause()).isPresent(), "条款");
        LocalDate from = query.from().isEmpty() ? null : CreditFiles.parse(query.from());
        LocalDate to = query.to().isEmpty() ? null : CreditFiles.parse(query.to());
        if (from != null && to != null && to.isBefore(from)) {
            throw Refusal.invalid("文书日期的止日早于起日，请改正。");
        }
        return new CreditSearch.Filter(orNull(query.q()), query.persons() ? null : code(query.subject(), SubjectKind::of, "主体类别"),
                code(query.kind(), RecordKind::of, "记录种类"), code(query.level(), BreachClass::of, "等级"), code(query.standing(), Standing::of, "状态"),
                orNull(query.clause()), orNull(query.unit()), orNull(query.source()), from, to, orNull(query.document()), visibleUnits());
    }

    private static void known(String id, boolean there, String what) {
        if (!id.isEmpty() && !there) {
            throw Refusal.invalid("没有编号为“" + (id.length() > 40 ? id.substring(0, 40) + "…" : id) + "”的" + what + "，请从列表中选择。");
        }
    }

    private static <T> T code(String text, Function<String, T> of, String what) {
        try {
            return text.isEmpty() ? null : of.apply(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("没有这个" + what + "，请从列表中选择。");
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
