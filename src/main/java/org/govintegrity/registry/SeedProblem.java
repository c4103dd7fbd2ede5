package org.govintegrity.registry;

/**
 * Something wrong in a seed file.
 *
 * @param file    name of the file within its folder
 * @param line    counted from 1; 0 when it concerns the whole file
 * @param message Chinese: what is wrong and what to do
 */
public record SeedProblem(String file, int line, String message) {

    @Override
    public String toString() {
        return line > 0 ? file + " 第 " + line + " 行：" + message : file + "：" + message;
    }
}
