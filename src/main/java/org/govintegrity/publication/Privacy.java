package org.govintegrity.publication;

import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what points to a person in a text that is to be shown, and makes it unreadable: identity and card numbers, telephone
 * numbers, mail addresses, names of people on file. What it finds is masked in any case; a person looks at the result before
 * anything is shown (政府信息公开条例 第15条).
 */
@Component
public class Privacy {

    /** Identity numbers (18, of old 15 digits) and bank cards; a credit code looks alike and is told by its check character. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![0-9A-Za-z])\\d{14,18}[0-9Xx](?![0-9A-Za-z])");
    private static final Pattern TELEPHONE = Pattern.compile("(?<!\\d)(?:1[3-9]\\d{9}|0\\d{2,3}-\\d{7,8})(?!\\d)");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern LABELLED_NAME = Pattern.compile(
            "(?<=姓名[：:]|责任人[：:]|负责人[：:]|代表人[：:]|经办人[：:]|当事人[：:]|投诉人[：:]|举报人[：:]|联系人[：:])\\s*\\p{IsHan}{2,4}(?=[，。；、,;\\s（(]|$)");

    private final Registry registry;
    private final JdbcClient jdbc;

    Privacy(Registry registry, JdbcClient jdbc) {
        this.registry = registry;
        this.jdbc = jdbc;
    }

    /** @param found what was found, each kind named once, in Chinese and without the thing itself */
    record Screened(String text, Set<String> found) {
    }

    /**
     * Names that must not show: everybody of the registry, and the people who have records from the same cases.
     *
     * @param caseNos where the records to be shown come from
     * @param people  people among those records themselves, should there be any
     */
    List<String> names(Collection<String> caseNos, Collection<String> people) {
        Set<String> names = new LinkedHashSet<>(people);
        registry.people().stream().map(Person::name).filter(name -> name.length() > 1).forEach(names::add);
        List<String> cases = caseNos.stream().distinct().toList();
        for (int from = 0; from < cases.size(); from += 500) {
            // by its terms no record of a person's is publishable; of a large filing's records this leaves few to look at
            names.addAll(jdbc.sql("""
                            select distinct s.name from credit_record r join credit_subject s on s.id = r.subject
                            where r.case_no in (:cases) and r.publishable = false and s.kind = 'person'""")
                    .param("cases", cases.subList(from, Math.min(cases.size(), from + 500))).query(String.class).list());
        }
        return names.stream().filter(name -> name.length() > 1).sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** The text with whatever points to a person made unreadable; null stays null. */
    Screened screen(String text, List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        if (text == null) {
            return new Screened(null, found);
        }
        String masked = replace(text, LONG_NUMBER, found, "证件号码或者卡号", number -> CreditCode.of(number).valid() ? number : stars(number, 3, 2));
        masked = replace(masked, TELEPHONE, found, "电话号码", number -> stars(number, 3, 2));
        masked = replace(masked, MAIL, found, "电子邮箱", mail -> "***" + mail.substring(mail.indexOf('@')));
        masked = replace(masked, LABELLED_NAME, found, "姓名", Privacy::surname);
        for (String name : names) {
            if (masked.contains(name)) {
                found.add("姓名");
                masked = masked.replace(name, surname(name));
            }
        }
        return new Screened(masked, found);
    }

    private static String replace(String text, Pattern pattern, Set<String> found, String what, UnaryOperator<String> mask) {
        return pattern.matcher(text).replaceAll((MatchResult hit) -> {
            String replaced = mask.apply(hit.group());
            if (!replaced.equals(hit.group())) {
                found.add(what);
            }
            return Matcher.quoteReplacement(replaced);
        });
    }

    private static String stars(String number, int first, int last) {
        return number.substring(0, first) + "*".repeat(number.length() - first - last) + number.substring(number.length() - last);
    }

    private static String surname(String name) {
        String bare = name.strip();
        return bare.substring(0, bare.offsetByCodePoints(0, 1)) + "某";
    }

    /** What was found in several texts together. */
    static List<String> together(Collection<Screened> parts) {
        Set<String> found = new LinkedHashSet<>();
        parts.forEach(part -> found.addAll(part.found()));
        return new ArrayList<>(found);
    }
}
