package org.govintegrity.filing;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts the identity numbers of the staff on file, from a table of accounts and numbers. Each row stands by itself: what is right
 * is stored although another row is wrong, and a row twice is once.
 */
@Service
public class StaffIdentities {

    private static final String ACCOUNT = "账号";
    private static final String NAME = "姓名";
    private static final Set<TableFormat> FORMATS = Set.of(TableFormat.XLSX, TableFormat.CSV);

    private final CreditSubjects subjects;
    private final Registry registry;

    StaffIdentities(CreditSubjects subjects, Registry registry) {
        this.subjects = subjects;
        this.registry = registry;
    }

    /** A row that was not taken, in words that never hold a whole number. */
    public record Bad(int line, String account, String number, String problem) {
    }

    public record Result(int total, int taken, List<Bad> bad) {
    }

    /** Not one transaction: each number is stored, or not, for itself. */
    public Result load(String fileName, InputStreamSource content) {
        if (!FORMATS.contains(TableFormat.ofName(fileName))) {
            throw Refusal.invalid("人员身份号码只能用Excel（.xlsx）或者CSV文件导入。");
        }
        List<Bad> bad = new ArrayList<>();
        int total = TableFile.read(fileName, content, UnaryOperator.identity(), List.of(ACCOUNT, Column.IDENTITY.title), line -> {
            String problem = take(line);
            if (problem != null) {
                String number = line.cells().getOrDefault(Column.IDENTITY.title, "");
                String account = line.cells().getOrDefault(ACCOUNT, "");
                bad.add(new Bad(line.line(), PlainNumbers.masked(account.length() > 40 ? account.substring(0, 40) : account),
                        PlainNumbers.hidden(number.length() > 20 ? number.substring(0, 20) : number), problem));
            }
        });
        return new Result(total, total - bad.size(), bad);
    }

    private String take(TableFile.Line line) {
        Map<String, String> cells = line.cells();
        Person person = registry.findPerson(cells.get(ACCOUNT)).orElse(null);
        if (person == null) {
            return "没有这个账号的人员，请按人员名录填写";
        }
        if (cells.get(NAME) != null && !cells.get(NAME).equals(person.name())) {
            return "账号" + person.id() + "的姓名是" + person.name() + "，与所填姓名不一致，请核对";
        }
        try {
            subjects.identify(person.id(), person.name(), IdentityNumber.of(cells.get(Column.IDENTITY.title)));
            return null;
        } catch (Refusal refused) {
            return refused.getMessage();
        }
    }
}
