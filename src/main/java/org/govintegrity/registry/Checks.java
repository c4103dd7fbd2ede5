package org.govintegrity.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what is wrong in one seed file, so that a person mends everything in one go. */
public final class Checks {

    /** Spreadsheet programs rewrite 2019-01-10 as 2019/1/10; both are one date. */
    private static final DateTimeFormatter WITH_DASHES = DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WITH_SLASHES = DateTimeFormatter.ofPattern("uuuu/M/d").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    static final int LONGEST_UNIT_ID = 24;
    static final int LONGEST_PERSON_ID = 32;
    private static final Pattern UNIT_ID = Pattern.compile("[a-z]+");
    private static final Pattern PERSON_ID = Pattern.compile("[a-z]+[0-9]*");

    private final String file;
    private final List<SeedProblem> problems;

    public Checks(String file, List<SeedProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    public void add(int line, String message) {
        problems.add(new SeedProblem(file, line, message));
    }

    /** The date, or null when there is none or it is wrong. */
    public LocalDate date(int line, String what, String written) {
        if (written == null) {
            return null;
        }
        try {
            return LocalDate.parse(written, written.contains("/") ? WITH_SLASHES : WITH_DASHES);
        } catch (DateTimeException notADate) {
            add(line, what + "“" + Similar.shorten(written) + "”不是正确的日期。请写成 2019-01-01 这样的年-月-日。");
            return null;
        }
    }

    /** For units and groups of units: they are groups in the engine, whose ids bear no other characters. */
    void unitId(int line, String what, String id) {
        if (id != null && (id.length() > LONGEST_UNIT_ID || !UNIT_ID.matcher(id).matches())) {
            add(line, what + "“" + Similar.shorten(id) + "”不合规定。只能用小写拼音字母，最多 " + LONGEST_UNIT_ID + " 个。");
        }
    }

    void personId(int line, String id) {
        if (id != null && (id.length() > LONGEST_PERSON_ID || !PERSON_ID.matcher(id).matches())) {
            add(line, "人员编号“" + Similar.shorten(id) + "”不合规定。用小写字母开头，后面可以加数字，最多 " + LONGEST_PERSON_ID + " 个字符。");
        }
    }

    void mail(int line, String mail) {
        if (mail != null && !MAIL.matcher(mail).matches()) {
            add(line, "邮箱“" + Similar.shorten(mail) + "”不是邮箱地址。请改正，没有邮箱就留空。");
        }
    }

    void length(int line, String what, String written, int longest) {
        if (written != null && written.length() > longest) {
            add(line, what + "有 " + written.length() + " 个字，太长了。请缩短到 " + longest + " 个字以内。");
        }
    }
}
