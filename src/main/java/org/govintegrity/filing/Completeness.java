package org.govintegrity.filing;

import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the database of units and staff is complete (plan, clause 三.8: by the end of 2018): a unit has a credit code and a
 * file, a member of its staff a file with the identity number.
 */
@Service
@Transactional
public class Completeness {

    private final CreditSubjects subjects;
    private final Registry registry;
    private final SourceSilence silence;
    private final Clock clock;

    Completeness(CreditSubjects subjects, Registry registry, SourceSilence silence, Clock clock) {
        this.subjects = subjects;
        this.registry = registry;
        this.silence = silence;
        this.clock = clock;
    }

    /**
     * One unit.
     *
     * @param staff    people with an account and a post
     * @param complete staff whose file has the identity number
     * @param missing  names of those whose has not
     */
    public record Line(Unit unit, boolean code, boolean file, int staff, int complete, List<String> missing) {

        /** Whether the unit's own file is complete. */
        public boolean unitComplete() {
            return code && file;
        }

        /** Of the staff, in whole per cent, rounded down; 100 where there is none. */
        public int percent() {
            return staff == 0 ? 100 : 100 * complete / staff;
        }
    }

    /** The whole district. */
    public record Report(List<Line> lines, List<SourceSilence.Heard> sources) {

        public long unitsComplete() {
            return lines.stream().filter(Line::unitComplete).count();
        }

        public int staff() {
            return lines.stream().mapToInt(Line::staff).sum();
        }

        public int staffComplete() {
            return lines.stream().mapToInt(Line::complete).sum();
        }
    }

    @Transactional(readOnly = true)
    public Report report() {
        List<Unit> units = registry.unitsOn(LocalDate.now(clock));
        List<Person> staff = staff();
        Map<CreditSubjects.Ref, CreditSubject> files = subjects.all(names(units, staff).keySet());
        return new Report(units.stream().map(unit -> {
            List<Person> own = staff.stream().filter(p -> p.unitId().equals(unit.id())).toList();
            List<String> missing = own.stream().filter(p -> !identified(files.get(new CreditSubjects.Ref(SubjectKind.PERSON, p.id())))).map(p -> p.name() + "（" + p.id() + "）").toList();
            return new Line(unit, unit.creditCode() != null, files.containsKey(new CreditSubjects.Ref(SubjectKind.UNIT, unit.id())), own.size(), own.size() - missing.size(), missing);
        }).toList(), silence.all());
    }

    /** Opens the files of all units and staff that have none yet, and notes the units' codes. */
    public int openFiles() {
        List<Unit> units = registry.unitsOn(LocalDate.now(clock));
        Map<CreditSubjects.Ref, String> wanted = names(units, staff());
        int before = subjects.all(wanted.keySet()).size();
        Map<CreditSubjects.Ref, CreditSubject> files = subjects.openAll(wanted);
        for (Unit unit : units) {
            CreditSubject file = files.get(new CreditSubjects.Ref(SubjectKind.UNIT, unit.id()));
            if (file.creditCode() == null && unit.creditCode() != null && subjects.findByCode(unit.creditCode()).isEmpty()) {
                subjects.setCode(SubjectKind.UNIT, unit.id(), unit.creditCode());
            }
        }
        return files.size() - before;
    }

    @Transactional(readOnly = true)
    public void write(OutputStream out) throws IOException {
        Report report = report();
        try (SXSSFWorkbook book = new SXSSFWorkbook(100)) {
            Sheets sheets = new Sheets(book);
            SXSSFSheet units = book.createSheet("单位和人员");
            sheets.header(units, List.of("单位", "统一社会信用代码", "单位档案", "人员数", "已登记身份号码", "完成率", "尚未登记的人员"));
            int next = 1;
            for (Line line : report.lines()) {
                sheets.texts(units.createRow(next++), List.of(line.unit().fullName(), line.code() ? line.unit().creditCode().text() : "没有", line.file() ? "已建" : "未建",
                        String.valueOf(line.staff()), String.valueOf(line.complete()), line.percent() + "%", String.join("、", line.missing())));
            }
            SXSSFSheet sources = book.createSheet("报送单位");
            sheets.header(sources, List.of("报送单位", "最近报送或者声明", "是否超过规定时间没有报送", "催报案件"));
            next = 1;
            for (SourceSilence.Heard heard : report.sources()) {
                sheets.texts(sources.createRow(next++), List.of(registry.unit(heard.source().unitId()).fullName(), heard.lastHeard().toString(), heard.silent() ? "是" : "否",
                        heard.askedIn() == null ? "" : heard.askedIn()));
            }
            book.write(out);
        }
    }

    private List<Person> staff() {
        return registry.people().stream().filter(p -> !p.roles().isEmpty()).toList();
    }

    private static Map<CreditSubjects.Ref, String> names(List<Unit> units, List<Person> staff) {
        Map<CreditSubjects.Ref, String> names = new LinkedHashMap<>();
        units.forEach(u -> names.put(new CreditSubjects.Ref(SubjectKind.UNIT, u.id()), u.fullName()));
        staff.forEach(p -> names.put(new CreditSubjects.Ref(SubjectKind.PERSON, p.id()), p.name()));
        return names;
    }

    private static boolean identified(CreditSubject file) {
        return file != null && file.identified();
    }
}
