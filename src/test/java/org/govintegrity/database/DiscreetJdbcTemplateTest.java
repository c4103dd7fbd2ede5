package org.govintegrity.database;

import org.govintegrity.common.BulkInsert;
import org.govintegrity.credit.SubjectKind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a row says of a person never stands in the exception of the statement that failed, whichever driver wrote it. */
@SpringBootTest
@ActiveProfiles("test")
class DiscreetJdbcTemplateTest {

    static final String INSERT = "insert into credit_subject (kind, subject_id, name, since, legacy_code) values (?, ?, ?, ?, false)";
    static final String NAME = "欧阳某某";
    static final String ID = "Nsecret-of-somebody";
    static final Object[] ROW = {SubjectKind.PERSON.code, ID, NAME, LocalDate.of(2026, 3, 2)};

    @Autowired private JdbcTemplate batch;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    @Test
    void aBatchSaysWhichRuleWasBrokenAndNoValue() {
        DuplicateKeyException failed = failing(DuplicateKeyException.class, () -> batch.batchUpdate(INSERT, List.of(ROW, ROW)));
        assertThat(failed).hasMessageContaining("insert into credit_subject").hasMessageContaining("23505");
        assertThat(failed.getMessage()).containsIgnoringCase("refused a statement, uq_credit_subject");
        assertThat(everythingSaid(failed)).doesNotContain(NAME).doesNotContain(ID);
    }

    @Test
    void norDoesABulkInsert() {
        BulkInsert subjects = BulkInsert.into("credit_subject", "kind", "subject_id", "name", "since", "legacy_code");
        Object[] row = {SubjectKind.PERSON.code, ID, NAME, LocalDate.of(2026, 3, 2), false};
        DuplicateKeyException failed = failing(DuplicateKeyException.class, () -> subjects.rows(batch, List.of(row, row)));
        assertThat(failed.getMessage()).containsIgnoringCase("refused a statement, uq_credit_subject");
        assertThat(everythingSaid(failed)).doesNotContain(NAME).doesNotContain(ID);
        assertThat(jdbc.sql("select count(*) from credit_subject where subject_id = ?").param(ID).query(Integer.class).single()).as("all or nothing").isZero();
    }

    @Test
    void aBulkInsertKeepsEveryCharacter() {
        List<String> names = List.of("制表\t换行\n回车\r", "反斜杠\\N和\\.", "\\N", "引号\"'，逗号,", "𠮷", "");
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            BulkInsert.into("credit_subject", "kind", "subject_id", "name", "since", "legacy_code", "credit_code").rows(batch, IntStream.range(0, names.size())
                    .mapToObj(i -> new Object[]{SubjectKind.PERSON.code, ID + i, names.get(i), LocalDate.of(2026, 3, 2), i % 2 == 0, null}).toList());
            assertThat(jdbc.sql("select name from credit_subject where subject_id like ? order by subject_id").param(ID + "%").query(String.class).list()).isEqualTo(names);
            assertThat(jdbc.sql("select count(*) from credit_subject where subject_id like ? and since = ? and legacy_code = true and credit_code is null")
                    .params(ID + "%", LocalDate.of(2026, 3, 2)).query(Integer.class).single()).isEqualTo(3);
        });
    }

    @Test
    void norDoesASingleStatement() {
        DataIntegrityViolationException tooLong = failing(DataIntegrityViolationException.class,
                () -> jdbc.sql(INSERT).params(SubjectKind.PERSON.code, ID, NAME.repeat(200), LocalDate.of(2026, 3, 2)).update());
        assertThat(everythingSaid(tooLong)).doesNotContain(NAME).doesNotContain(ID);
        DataIntegrityViolationException missing = failing(DataIntegrityViolationException.class,
                () -> jdbc.sql(INSERT).params(SubjectKind.PERSON.code, ID, NAME, null).update());
        assertThat(everythingSaid(missing)).containsIgnoringCase("since").doesNotContain(NAME).doesNotContain(ID);
    }

    @Test
    void aStatementThatIsWrongIsSaidToBe() {
        BadSqlGrammarException wrong = failing(BadSqlGrammarException.class, () -> jdbc.sql("select nothing_of_that_name from credit_subject where name = ?").param(NAME).query().listOfRows());
        assertThat(wrong.getSql()).contains("nothing_of_that_name");
        assertThat(everythingSaid(wrong)).doesNotContain(NAME);
    }

    <T extends DataAccessException> T failing(Class<T> type, Runnable action) {
        return catchThrowableOfType(type, () -> transaction.executeWithoutResult(status -> action.run()));
    }

    static String everythingSaid(Throwable failed) {
        StringWriter said = new StringWriter();
        failed.printStackTrace(new PrintWriter(said));
        return said.toString();
    }
}
