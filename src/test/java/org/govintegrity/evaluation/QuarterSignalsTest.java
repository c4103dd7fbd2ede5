package org.govintegrity.evaluation;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of what is left out of the score that early warning looks at follows the tables. */
class QuarterSignalsTest {

    @Test
    void whatIsWatchedByItselfIsLeftOutAndAllThatIsLeftOutIsInTheScore() throws IOException {
        Set<String> scored = names("processes/rules/quarter-item.dmn");
        Set<String> watched = names("processes/warning/warning-signal.dmn");
        watched.retainAll(scored);
        assertThat(watched).isNotEmpty();
        assertThat(QuarterSignals.TOLD_OTHERWISE).containsAll(watched).isSubsetOf(scored);
    }

    /** Names of figures in a table. */
    private static Set<String> names(String table) throws IOException {
        Matcher name = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"").matcher(Files.readString(Path.of(table)));
        Set<String> names = new TreeSet<>();
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }
}
