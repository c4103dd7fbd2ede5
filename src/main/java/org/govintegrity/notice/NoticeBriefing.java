package org.govintegrity.notice;

import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.registry.Registry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.stream.Collectors;

/** What the form of a call shows. */
@Component
class NoticeBriefing implements TaskBriefing {

    private final NoticeService notices;
    private final Registry registry;

    NoticeBriefing(NoticeService notices, Registry registry) {
        this.notices = notices;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (!taskKey.equals("userTask_callRecipient")) {
            return Map.of();
        }
        Notice notice = notices.get(caseNo);
        return Map.of("title", FormText.plain(notice.title()), "unit", notices.addresseeName(notice.addressee()), "body", FormText.plain(notice.body()),
                "issued", ChineseDates.time(notice.issuedAt()), "ofCase", notice.caseNo(),
                "people", registry.peopleInGroup(notice.addressee()).stream().limit(10).map(p -> p.name() + "（" + p.post() + "）").collect(Collectors.joining("、")));
    }
}
