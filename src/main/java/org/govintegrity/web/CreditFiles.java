package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditRatings;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.Rating;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The credit file of one subject as far as the reader may see it: one rule for the page, its picture and the API. */
@Component
public class CreditFiles {

    /** Rows of the log that are shown. */
    private static final int READINGS = 100;

    private final CurrentPerson me;
    private final CreditDesk desk;
    private final CreditRatings ratings;
    private final CreditSubjects subjects;
    private final ReadLog log;
    private final Registry registry;
    private final PageWords words;

    CreditFiles(CurrentPerson me, CreditDesk desk, CreditRatings ratings, CreditSubjects subjects, ReadLog log, Registry registry, PageWords words) {
        this.me = me;
        this.desk = desk;
        this.ratings = ratings;
        this.subjects = subjects;
        this.log = log;
        this.registry = registry;
        this.words = words;
    }

    /**
     * @param identity masked; only for the person and the credit centre, otherwise null
     * @param unitId   a person's unit
     * @param since    when the file was opened; null while nothing was ever filed
     */
    public record Subject(SubjectKind kind, String id, String name, String creditCode, boolean legacyCode, String identity, String unitId, String post,
                          LocalDate since) {
    }

    /** @param records numbers of the records that count */
    public record RatingView(LocalDate asOf, String level, String label, String why, String basis, boolean projectDefault, List<String> records) {
    }

    /**
     * @param successor who answers for its records on that day; null for whoever does so itself
     * @param why       why the reader sees it
     * @param hidden    what is not shown, and why
     * @param closed    how many records lie in the closed archive; told to the credit centre only, otherwise 0
     * @param readings  who looked, for the person and the credit centre; null for others
     */
    public record File(Subject subject, LocalDate asOf, RatingView rating, List<CreditDesk.RecordView> records, String successor, String why, List<String> hidden,
                       int closed, List<ReadLog.Reading> readings) {
    }

    /**
     * @param asOf   how it stood on that day, in ISO; empty for today
     * @param closed records beyond their term of use as well
     * @throws Refusal as {@link CreditDesk#check}, and (invalid) for a day that is none or lies ahead
     */
    public File read(String kindCode, String id, String asOf, boolean closed) {
        SubjectKind kind = kind(kindCode);
        String why = desk.check(kind, id);
        desk.purposeNeeded(kind, id, closed);
        LocalDate day = day(asOf);
        List<CreditRecord> all = ratings.records(new CreditSubjects.Ref(kind, id), day);
        List<CreditRecord> usable = closed ? all : all.stream().filter(r -> !r.closedOn(words.today())).toList();
        List<CreditRecord> shown = usable.stream().filter(r -> !r.documentDate().isAfter(day)).toList();
        int shut = all.size() - usable.size();
        List<String> hidden = new ArrayList<>();
        if (kind == SubjectKind.UNIT) {
            hidden.add("人员的个人记录不在本页：个人记录只供本人、所在单位负责人和经办机构查看。");
        }
        if (shown.size() < usable.size()) {
            hidden.add("另有" + (usable.size() - shown.size()) + "条记录的文书晚于所查日期，不显示。");
        }
        if (!closed) {
            hidden.add("使用期满的记录归入封闭档案，不再显示，也不计入评价，查过去的日期也是如此；只有信用中心写明用途后可以查看。");
        }
        boolean reader = me.creditCentre() || kind == SubjectKind.PERSON && id.equals(me.id());
        return new File(subject(kind, id), day, view(ratings.on(usable, day)), desk.viewAll(shown), successor(kind, id, day), why, hidden,
                me.creditCentre() ? shut : 0, reader ? log.of(kind, id, READINGS) : null);
    }

    /** A unit's standing in words, as the file would say it. */
    RatingView ratingOfUnit(String unitId, LocalDate day) {
        return view(ratings.on(ratings.records(new CreditSubjects.Ref(SubjectKind.UNIT, unitId), day).stream().filter(r -> !r.closedOn(words.today())).toList(), day));
    }

    /** @throws Refusal (not found) for a word that is no kind */
    static SubjectKind kind(String code) {
        try {
            return SubjectKind.of(code);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("没有这类信用主体。请用 unit（单位）、organisation（企业和社会组织）或 person（个人）。");
        }
    }

    /**
     * @param typed ISO, or empty for today
     * @throws Refusal (invalid) for a day that is none, or lies ahead
     */
    LocalDate day(String typed) {
        if (typed == null || typed.isBlank()) {
            return words.today();
        }
        LocalDate day = parse(typed);
        if (day.isAfter(words.today())) {
            throw Refusal.invalid("只能查今天和以前的日期，请改选。");
        }
        return day;
    }

    /** @throws Refusal (invalid) for a text that is no day */
    static LocalDate parse(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期不正确，请写成 2026-05-01 这样的形式。");
        }
    }

    Subject subject(SubjectKind kind, String id) {
        Optional<CreditSubject> file = subjects.find(kind, id);
        LocalDate since = file.map(CreditSubject::since).orElse(null);
        boolean legacy = file.map(CreditSubject::legacyCode).orElse(false);
        if (kind == SubjectKind.UNIT) {
            Unit unit = registry.unit(id);
            return new Subject(kind, id, unit.fullName(), Optional.ofNullable(unit.creditCode()).map(CreditCode::text).orElse(null), legacy, null, null, null, since);
        }
        Person person = kind == SubjectKind.PERSON ? registry.findPerson(id).orElse(null) : null;
        String identity = kind == SubjectKind.PERSON && (me.creditCentre() || id.equals(me.id())) ? file.flatMap(subjects::maskedIdentity).orElse(null) : null;
        return new Subject(kind, id, person != null ? person.name() : file.map(CreditSubject::name).orElse(id), file.map(CreditSubject::creditCode).orElse(null), legacy,
                identity, person == null ? null : person.unitId(), person == null ? null : person.post(), since);
    }

    private String successor(SubjectKind kind, String id, LocalDate day) {
        return kind != SubjectKind.UNIT ? null : registry.successorOf(id, day).map(Unit::id).filter(now -> !now.equals(id)).orElse(null);
    }

    private static RatingView view(Rating rating) {
        return new RatingView(rating.day(), rating.level().code, rating.level().label, rating.why(), rating.basis(), rating.projectDefault(),
                rating.counting().stream().map(CreditRecord::recordNo).toList());
    }
}
