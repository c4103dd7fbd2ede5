package org.govintegrity.notice;

import java.util.List;

/** Templates or channels are configured in a way that cannot work. Each problem is Chinese and says what to change. */
public class NoticeSettingsRefused extends RuntimeException {

    public NoticeSettingsRefused(List<String> problems) {
        super(String.join("\n", problems));
    }
}
