package org.govintegrity.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A seed folder that was refused whole: nothing of it was stored. The message lists every problem. */
public class SeedRefused extends RuntimeException {

    private final String folder;
    private final List<SeedProblem> problems;

    public SeedRefused(String folder, List<SeedProblem> problems) {
        super("地区数据“" + folder + "”有 " + problems.size() + " 处问题，全部没有装载：\n"
                + problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n")));
        this.folder = folder;
        this.problems = List.copyOf(problems);
    }

    public String folder() {
        return folder;
    }

    /** At least one, by file and line. */
    public List<SeedProblem> problems() {
        return problems;
    }
}
