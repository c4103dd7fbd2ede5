package org.govintegrity.publication;

import org.govintegrity.registry.Person;
import org.govintegrity.registry.PersonalTraces;
import org.govintegrity.registry.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what points to a person in a text that is to be shown, and makes it unreadable: identity and card numbers, telephone
 * numbers, mail addresses, names of people on file. What it finds is masked in any case; a person looks at the result before
 * anything is shown (政府信息公开条例 第15条).
 */
@Component
public class Privacy {

    private final Registry registry;
    private final JdbcClient jdbc;

    Privacy(Registry registry, JdbcClient jdbc) {
        this.registry = registry;
        this.jdbc = jdbc;
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
    PersonalTraces.Screened screen(String text, List<String> names) {
        return PersonalTraces.screen(text, names);
    }

    /** What was found in several texts together. */
    static List<String> together(Collection<PersonalTraces.Screened> parts) {
        Set<String> found = new LinkedHashSet<>();
        parts.forEach(part -> found.addAll(part.found()));
        return new ArrayList<>(found);
    }
}
