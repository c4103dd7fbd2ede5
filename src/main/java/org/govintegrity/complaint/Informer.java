package org.govintegrity.complaint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who complained. Never a process variable, never logged; {@link #toString()} gives nothing away.
 *
 * @param name    or that of the organisation; null for the anonymous
 * @param phone   null if not given
 * @param number  identity number or credit code; null if not given
 * @param contact address, mail or whatever else; null if not given
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Informer(String name, String phone, String number, String contact) {

    static final Informer UNKNOWN = new Informer(null, null, null, null);

    boolean known() {
        return !traces().isEmpty();
    }

    /** What must not be read where the complaint is handled, the longest first; single characters, or a few dashes for want of a number, would mask half of a text. */
    List<String> traces() {
        return Stream.of(name, phone, number, contact).filter(Objects::nonNull).map(String::strip).filter(t -> t.chars().filter(Character::isLetterOrDigit).count() > 1)
                .sorted((a, b) -> b.length() - a.length()).toList();
    }

    @Override
    public String toString() {
        return "Informer[…]";
    }
}
