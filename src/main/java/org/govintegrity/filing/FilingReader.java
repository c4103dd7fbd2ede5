package org.govintegrity.filing;

import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.credit.SealedIdentity;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Takes a file's rows in. The first ten thousand ({@link FilingSettings}) are read while the person waits, which is the whole of most files and tells a file
 * that is wrong as a whole; what is left of a large one is read by jobs, each thousand a transaction of its own, so that people
 * see how far it is, nobody else waits long, and a crash loses no more than that.
 */
@Component
class FilingReader {

    /** Rows a transaction. */
    static final int STAGE = 1_000;
    /** Rows a job: it must be over well within the time for which the engine leaves a job to one node (five minutes). */
    static final int STEP = 50_000;
    private static final List<String> NEEDED = List.of(Column.SUBJECT_KIND.title, Column.SUBJECT_NAME.title, Column.RECORD_KIND.title, Column.DOCUMENT_NAME.title,
            Column.DOCUMENT_NO.title, Column.DOCUMENT_DATE.title, Column.IN_FORCE.title, Column.FACTS.title, Column.DECISION.title);
    private static final UnaryOperator<String> TITLE = name -> Column.of(name).map(c -> c.title).orElse(name);

    private final FilingStore store;
    private final KeptFiles files;
    private final IdentityVault vault;
    private final FilingSettings settings;
    private final TransactionTemplate ownTransaction;

    FilingReader(FilingStore store, KeptFiles files, IdentityVault vault, FilingSettings settings, PlatformTransactionManager transactions) {
        this.store = store;
        this.files = files;
        this.vault = vault;
        this.settings = settings;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Reads the beginning of a file, within the caller's transaction. If that is not all of it, the file is kept.
     *
     * @throws org.govintegrity.common.Refusal for a file that cannot be read, lacks a column or is empty
     */
    TableFile.Reading begin(String batch, String fileName, InputStreamSource content) {
        TableFile.Reading reading = store.stage(batch, sink -> {
            int[] read = {0};
            return TableFile.read(fileName, content, TITLE, NEEDED, 0, settings.readAtOnce(), line -> sink.accept(staged(++read[0], line)));
        });
        if (!reading.whole()) {
            files.keep(batch, content);
        }
        return reading;
    }

    /**
     * Reads on from where the filing is; what is read stays read, whatever becomes of the caller's transaction.
     *
     * @throws org.govintegrity.common.Refusal if the rest of the file cannot be read, or is too long
     */
    void goOn(Filing filing) {
        Staging staging = new Staging(filing);
        TableFile.Reading reading = TableFile.read(filing.fileName(), files.open(filing.batch()), TITLE, NEEDED, filing.total(), STEP, staging::take);
        staging.write(reading.whole());
    }

    /** Rows of one job on their way into the table. */
    private class Staging {

        private final Filing filing;
        private final List<StagedRow> rows = new ArrayList<>();
        private int total;

        Staging(Filing filing) {
            this.filing = filing;
            this.total = filing.total();
        }

        void take(TableFile.Line line) {
            rows.add(staged(total + rows.size() + 1, line));
            if (rows.size() == STAGE) {
                write(false);
            }
        }

        /** Should a second job read the same file, because this one took too long, one of them ends here. */
        void write(boolean end) {
            ownTransaction.executeWithoutResult(status -> {
                if (!store.readOn(filing.caseNo(), total, total + rows.size(), !end)) {
                    throw new IllegalStateException("the file of " + filing.caseNo() + " is being read elsewhere");
                }
                store.stage(filing.batch(), rows);
                if (end) {
                    files.drop(filing.batch());
                }
            });
            total += rows.size();
            rows.clear();
        }
    }

    /** A line as it is staged: no identity number in it in clear, whatever the column. */
    private StagedRow staged(int rowNo, TableFile.Line line) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        List<String> problems = new ArrayList<>();
        if (line.problem() != null) {
            problems.add(PlainNumbers.masked(line.problem()));
        }
        SealedIdentity identity = null;
        for (Map.Entry<String, String> cell : line.cells().entrySet()) {
            Column column = Column.of(cell.getKey()).orElse(null);
            String text = cell.getValue();
            if (column == null) {
                continue;   // a column of the office's own, such as a running number, or 错误 of a returned file
            }
            if (column == Column.IDENTITY) {
                if (!text.equals(Column.NONE) && IdentityNumber.valid(text)) {
                    identity = vault.sealed(IdentityNumber.of(text));
                    text = identity.masked();
                } else if (!text.equals(Column.NONE)) {
                    text = PlainNumbers.hidden(cut(text, Column.IDENTITY.max + 2));
                    problems.add(cell.getValue().contains("*") ? "“身份号码”是遮盖的形式，请重新填写完整号码"
                            : "“身份号码”应为18位，且末位校验码正确，请核对；表格软件改成3.7E+17的，请把该列设为文本再填");
                }
            } else {
                String masked = PlainNumbers.masked(text);
                if (!masked.equals(text)) {
                    problems.add("“" + column.title + "”中有身份号码，系统没有保存该号码，请删去，只填在“身份号码”列");
                }
                text = cut(masked, column.max + 1);
            }
            cells.put(column, text);
        }
        return new StagedRow(rowNo, line.line(), FilingStore.STAGED, cells, identity, problems.isEmpty() ? null : cut(String.join("；", problems), 1500), null, null, null, null, null);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
