package org.govintegrity.complaint;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** However a complainant writes who they are, whoever handles the complaint does not read it. */
class InformerMaskPropertiesTest {

    /** What people put between the characters of a name or number. */
    private static final String[] BETWEEN = {"", "", "", " ", "\u3000", "-", "－", "—", "\t", "\n", "\u00a0", "  "};

    @Provide
    Arbitrary<Informer> informers() {
        Arbitrary<String> names = Arbitraries.of("欧阳", "王", "李", "慕容", "Müller", "阿卜杜拉").flatMap(first -> Arbitraries.strings().withChars("插旗旺投建国").ofMinLength(1).ofMaxLength(3).map(given -> first + given));
        Arbitrary<String> phones = Arbitraries.strings().numeric().ofLength(8).map(rest -> "138" + rest);
        Arbitrary<String> contacts = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(4).ofMaxLength(10).map(name -> name + "@mail.example");
        return Combinators.combine(names, phones, contacts).as((name, phone, contact) -> new Informer(name, phone, null, contact));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("合同约定工程款没有兑现，。（）第号年2026万元 \n").ofMaxLength(60);
    }

    @Property(tries = 2_000)
    void noTraceIsLeft(@ForAll("informers") Informer who, @ForAll("texts") String before, @ForAll("texts") String after, @ForAll Random random) {
        for (String trace : who.traces()) {
            String masked = Informers.masked(who, before + disguised(trace, random) + after);
            assertThat(plain(masked)).as("%s in %s", trace, masked).doesNotContain(plain(trace));
        }
    }

    @Property(tries = 1_000)
    void whatIsNoTraceStays(@ForAll("informers") Informer who, @ForAll("texts") String text) {
        assertThat(Informers.masked(who, text)).isEqualTo(text);
    }

    private static String disguised(String trace, Random random) {
        return trace.codePoints().mapToObj(letter -> {
            int written = random.nextInt(4) == 0 && letter > ' ' && letter < 0x7f ? letter + 0xFEE0 : random.nextBoolean() ? Character.toUpperCase(letter) : letter;
            return Character.toString(written) + BETWEEN[random.nextInt(BETWEEN.length)];
        }).collect(Collectors.joining());
    }

    /** As somebody reads it who looks for the name. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}\\p{Pd}]", "");
    }
}
