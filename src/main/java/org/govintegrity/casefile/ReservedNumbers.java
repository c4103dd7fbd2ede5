package org.govintegrity.casefile;

import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Numbers without doubles but with gaps, for what is made too often for {@link CaseNumbers}: there everybody waits until the one
 * before has committed. A node puts a hundred aside and gives them out of its memory, each higher than those before; what is left when
 * it stops or somebody wants more than are left, and the numbers of whoever is refused, are never given out.
 */
@Service
public class ReservedNumbers {

    private static final int BLOCK = 100;

    private final CaseNumbers numbers;
    private final Clock clock;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    ReservedNumbers(CaseNumbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Numbers of a series that nobody else has, from {@code next} to {@code last}. */
    private record Block(String series, int next, int last) {

        boolean has(String wanted, int howMany) {
            return series.equals(wanted) && last - next + 1 >= howMany;
        }

        Block without(int howMany) {
            return new Block(series, next + howMany, last);
        }
    }

    /** Several numbers in a row, each {@code <prefix>-<year>-<number>}, the number padded to {@code digits}. */
    public List<String> next(String prefix, int digits, int howMany) {
        String series = prefix + "-" + LocalDate.now(clock).getYear();
        int first = first(prefix, series, howMany);
        return IntStream.range(first, first + howMany).mapToObj(n -> series + "-" + padded(n, digits)).toList();
    }

    private int first(String prefix, String series, int howMany) {
        for (Block block = blocks.get(prefix); block != null && block.has(series, howMany); block = blocks.get(prefix)) {
            if (blocks.replace(prefix, block, block.without(howMany))) {
                return block.next;
            }
        }
        // nothing is locked here meanwhile: somebody else may be waiting for the database that we wait for
        int size = Math.max(BLOCK, howMany);
        int last = numbers.reserve(series, size);
        Block rest = new Block(series, last - size + 1 + howMany, last);
        blocks.merge(prefix, rest, (there, mine) -> there.series.equals(series) && there.last > mine.last ? there : mine);
        return last - size + 1;
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
