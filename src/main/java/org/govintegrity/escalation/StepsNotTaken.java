package org.govintegrity.escalation;

import java.util.List;

/**
 * Steps of the ladder that could not be taken, each with the error number under which the log says why. All others were.
 * The message is in Chinese because Cockpit shows it to administrators as the incident's.
 */
public class StepsNotTaken extends RuntimeException {

    StepsNotTaken(List<String> tasks) {
        super("没有督办成功的任务（原因按错误编号查日志）：" + String.join("、", tasks));
    }
}
