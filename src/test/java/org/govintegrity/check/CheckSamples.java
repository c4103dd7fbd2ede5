package org.govintegrity.check;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.registry.CreditCode;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;

/** Enterprises, people and their records for tests of checks; each new, so that tests do not meet. */
public final class CheckSamples {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final LocalDate DAY = LocalDate.of(2026, 2, 2);

    private CheckSamples() {
    }

    /** A valid code that nobody has. */
    public static String code() {
        String seventeen = "91371003" + String.format("%09d", 100_000 + NUMBER.incrementAndGet());
        return seventeen + CreditCode.of(seventeen + "0").expectedCheck().orElseThrow();
    }

    /** A valid number that nobody has. */
    public static String identity() {
        String seventeen = "371003" + LocalDate.of(1960, 1, 1).plusDays(NUMBER.incrementAndGet()).toString().replace("-", "") + "123";
        return "0123456789X".chars().mapToObj(c -> seventeen + (char) c).filter(IdentityNumber::valid).findFirst().orElseThrow();
    }

    public static CreditRecord ofEnterprise(String code, BreachClass breachClass, CreditArchive archive, CreditSubjects subjects, TransactionTemplate transaction) {
        return transaction.execute(s -> {
            CreditSubject file = subjects.openOrganisation(CreditCode.of(code), "示例企业");
            return archive.record(entry(file, RecordKind.PENALTY, breachClass), file.name(), "credit1");
        });
    }

    public static CreditRecord ofPerson(String identity, RecordKind kind, BreachClass breachClass, CreditArchive archive, CreditSubjects subjects,
                                        TransactionTemplate transaction) {
        return transaction.execute(s -> {
            CreditSubject file = subjects.openPerson(IdentityNumber.of(identity), "示例个人");
            return archive.record(entry(file, kind, breachClass), file.name(), "credit1");
        });
    }

    private static NewRecord entry(CreditSubject file, RecordKind kind, BreachClass breachClass) {
        Terms terms = new Terms(file.kind() != SubjectKind.PERSON && breachClass != BreachClass.MINOR, DAY.plusMonths(3),
                file.kind() != SubjectKind.PERSON && breachClass != BreachClass.MINOR ? DAY.plusMonths(36) : null, DAY.plusYears(5), "示例");
        return new NewRecord("check:" + NUMBER.incrementAndGet(), file.kind(), file.subjectId(), null, null, kind, breachClass, null, "事实", "决定书",
                "文决〔2026〕" + NUMBER.get() + "号", DAY, "决定内容", terms, null, false, "示例规则", "SX-2025-0001", "xinyongzhongxin");
    }
}
