package org.govintegrity.objection;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.Terms;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;

/**
 * Enters the record that says it right. Records are never changed, so each correction is a record of its own; it is never
 * heavier and never lasts longer than the one it takes the place of.
 */
@Component
class CorrectedRecords {

    private final CreditArchive archive;
    private final CreditTerms terms;
    private final Clock clock;

    CorrectedRecords(CreditArchive archive, CreditTerms terms, Clock clock) {
        this.archive = archive;
        this.terms = terms;
        this.clock = clock;
    }

    /** @throws Refusal if nothing is corrected, it would be heavier, or the record does not count any more: correcting must not revive it */
    CreditRecord enter(CreditRecord wrong, Correction c, String ref, String by) {
        if (c == null || c.empty()) {
            throw Refusal.invalid("选择了更正，请至少填写一项更正后的内容。没有需要更正的，请选择维持。");
        }
        if (!wrong.standing().counts()) {
            throw Refusal.conflict("记录" + wrong.recordNo() + "目前为“" + wrong.standing().label + "”，不能用新记录更正，请选择维持或者撤销。");
        }
        BreachClass breachClass = c.breachClass() == null ? wrong.breachClass() : BreachClass.of(c.breachClass());
        if (breachClass == BreachClass.NONE || breachClass.heavierThan(wrong.breachClass())) {
            throw Refusal.invalid("更正后的等级不得重于原来的“" + wrong.breachClass().label + "”；不应认定的请选择撤销。");
        }
        LocalDate day = c.documentDate() == null ? wrong.documentDate() : c.documentDate();
        if (day.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("更正后的文书日期还没有到，请核对。");
        }
        Terms fitting = noLonger(terms.of(wrong.subject(), breachClass, day), wrong.terms());
        if (fitting.useUntil().isBefore(day)) {
            throw Refusal.invalid("按更正后的文书日期，记录在文书作出以前就已期满，请核对日期。");
        }
        return archive.record(new NewRecord("objection:" + ref, wrong.subject(), wrong.subjectId(), wrong.unitId(), wrong.post(), wrong.kind(), breachClass,
                wrong.clause(), or(c.facts(), wrong.facts()), or(c.documentName(), wrong.documentName()), or(c.documentNo(), wrong.documentNo()), day,
                or(c.decision(), wrong.decision()), fitting, wrong.sanctionUntil(), false, "更正记录" + wrong.recordNo() + "（异议" + ref + "）",
                ref.replaceAll("/.*", ""), wrong.source()), wrong.subjectName(), by);
    }

    private static Terms noLonger(Terms now, Terms before) {
        boolean publishable = now.publishable() && before.publishable();
        LocalDate publishUntil = publishable ? earlier(now.publishUntil(), before.publishUntil()) : null;
        LocalDate useUntil = earlier(now.useUntil(), before.useUntil());
        return new Terms(publishable, earlier(now.repairFrom(), before.repairFrom()), publishUntil == null ? null : earlier(publishUntil, useUntil), useUntil, now.basis());
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static String or(String corrected, String before) {
        return corrected == null ? before : corrected;
    }
}
