package org.govintegrity.check;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the files asked for and works out what they say: whole files, one or a thousand, in the same few statements. */
@Component
class CheckAnswers {

    static final String VALIDITY = "credit-check.validity";

    private final CreditArchive archive;
    private final UseRules rules;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Clock clock;

    CheckAnswers(CreditArchive archive, UseRules rules, DeadlineService deadlines, Registry registry, Clock clock) {
        this.archive = archive;
        this.rules = rules;
        this.deadlines = deadlines;
        this.registry = registry;
        this.clock = clock;
    }

    /** By what a subject is looked for; exactly one of the two. */
    record Key(String creditCode, String identityKey) {
    }

    /** @param file null where there is none */
    record Target(SubjectKind kind, String subjectId, CreditArchive.CreditFile file) {
    }

    /** Whose file each is, in the same order. Units are known by the registry's codes as well as by those on file. */
    List<Target> find(List<Key> keys) {
        Set<String> codes = keys.stream().map(Key::creditCode).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<String, Unit> units = registry.units().stream().filter(unit -> unit.creditCode() != null && codes.contains(unit.creditCode().text()))
                .collect(Collectors.toMap(unit -> unit.creditCode().text(), Function.identity(), (one, other) -> one));
        List<String> people = keys.stream().map(Key::identityKey).filter(Objects::nonNull).toList();
        List<String> others = codes.stream().filter(code -> !units.containsKey(code)).toList();
        Map<String, CreditArchive.CreditFile> ofUnits = units.isEmpty() ? Map.of() : archive.filesOfUnits(units.values().stream().map(Unit::id).toList());
        Map<String, CreditArchive.CreditFile> byCode = others.isEmpty() ? Map.of() : archive.filesByCode(others);
        Map<String, CreditArchive.CreditFile> byIdentity = people.isEmpty() ? Map.of() : archive.filesByIdentityKey(people);
        return keys.stream().map(key -> {
            if (key.identityKey() != null) {
                CreditArchive.CreditFile file = byIdentity.get(key.identityKey());
                return new Target(SubjectKind.PERSON, file == null ? CreditSubjects.idOfStranger(key.identityKey()) : file.subject().subjectId(), file);
            }
            Unit unit = units.get(key.creditCode());
            if (unit != null) {
                return new Target(SubjectKind.UNIT, unit.id(), ofUnits.get(unit.id()));
            }
            CreditArchive.CreditFile file = byCode.get(key.creditCode());
            return file == null ? new Target(SubjectKind.ORGANISATION, key.creditCode(), null) : new Target(file.subject().kind(), file.subject().subjectId(), file);
        }).toList();
    }

    /** The answer to each check as of now, in the same order; {@code targets} are those of {@link #find}. */
    List<Answer> answer(List<Check> checks, List<Target> targets) {
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = now.toLocalDate();
        LocalDate validUntil = deadlines.due(VALIDITY, today, today).due();
        Map<String, Purpose> purposes = rules.purposes(today).stream().collect(Collectors.toMap(Purpose::code, Function.identity()));
        Map<String, Measure> list = new HashMap<>();
        rules.measures(today).forEach(measure -> list.put(measure.code(), measure));
        Map<String, String> units = new HashMap<>();   // each look into the registry asks whether it is still current
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Target target = targets.get(i);
            List<CreditRecord> own = target.file() == null ? List.of() : target.file().records();
            String unit = units.computeIfAbsent(checks.get(i).unitId(), id -> registry.unit(id).fullName());
            answers.add(answer(checks.get(i), unit, target, own, purposes, list, now, validUntil));
        }
        return answers;
    }

    private record Counted(CreditRecord record, Standing standing, UseRules.Allowance allowance) {
    }

    private Answer answer(Check check, String unit, Target target, List<CreditRecord> all, Map<String, Purpose> purposes, Map<String, Measure> list,
                          LocalDateTime now, LocalDate validUntil) {
        LocalDate today = now.toLocalDate();
        List<Counted> seen = new ArrayList<>();
        for (CreditRecord r : all) {
            Standing standing = r.breachClass() == BreachClass.NONE ? null : r.standingOn(today);
            if (standing != null && standing.counts()) {
                UseRules.Allowance allowance = rules.allowance(check.purpose(), target.kind(), r.breachClass(), r.kind(), today);
                if (allowance.detail() != UseRules.Detail.NONE) {
                    seen.add(new Counted(r, standing, allowance));
                }
            }
        }
        seen.sort(Comparator.comparing((Counted c) -> c.record().breachClass()).reversed().thenComparing(c -> -c.record().seq()));
        List<UseRules.Allowance> allowances = seen.isEmpty() ? List.of(rules.allowance(check.purpose(), target.kind(), BreachClass.NONE, null, today))
                : seen.stream().map(Counted::allowance).toList();
        Set<String> codes = new LinkedHashSet<>();
        allowances.forEach(a -> codes.addAll(a.measures()));
        BreachClass level = seen.isEmpty() ? BreachClass.NONE : seen.get(0).record().breachClass();
        boolean listed = level == BreachClass.SERIOUS && target.kind() != SubjectKind.PERSON;
        Outcome suggestion = allowances.stream().map(UseRules.Allowance::suggestion).max(Comparator.naturalOrder()).orElseThrow();
        String words = seen.isEmpty() ? "无记录" : "在用记录" + seen.size() + "条，最重等级为" + level.label + (listed ? "，列入重点关注名单" : "");
        return new Answer(check.checkNo(), check.unitId(), unit, purposes.get(check.purpose()), check.basis(), check.matterNo(),
                check.ground(), subject(check, target), now, today, validUntil, level.code, seen.isEmpty() ? "无记录" : level.label, listed, words,
                seen.stream().map(c -> entry(c, today)).toList(), codes.stream().map(list::get).filter(Objects::nonNull).toList(), suggestion, suggestion.label,
                allowances.stream().map(UseRules.Allowance::basis).distinct().collect(Collectors.joining("；")));
    }

    private static Answer.Subject subject(Check check, Target target) {
        String code = target.kind() == SubjectKind.PERSON ? null : check.creditCode();
        return new Answer.Subject(target.kind().code, target.kind().label, check.subjectName(), code,
                code != null && !CreditCode.of(code).valid(), code == null ? null : target.file() != null);
    }

    private static Answer.Entry entry(Counted counted, LocalDate today) {
        CreditRecord r = counted.record();
        boolean full = counted.allowance().detail() == UseRules.Detail.FULL;
        LocalDate repairFrom = r.terms().repairFrom();
        return new Answer.Entry(r.recordNo(), r.kind().code, r.kind().label, r.breachClass().code, r.breachClass().label, counted.standing().code,
                counted.standing().label, full ? r.documentName() : null, full ? r.documentNo() : null, r.documentDate(), full ? r.decision() : null,
                r.endsOn(), today.isBefore(repairFrom) ? "自" + ChineseDates.date(repairFrom) + "起可以申请修复" : "可以申请修复", repairFrom);
    }
}
