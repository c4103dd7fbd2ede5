package org.govintegrity.notice;

import java.util.List;

/** Digests of some units could not be written; all others were. */
public class DigestsNotWritten extends RuntimeException {

    DigestsNotWritten(List<String> holders) {
        super("每日汇总没有写成：" + String.join("、", holders) + "。其他单位的已办理，请按编号查日志。");
    }
}
