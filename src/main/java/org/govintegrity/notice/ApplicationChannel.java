package org.govintegrity.notice;

import org.springframework.stereotype.Component;

import java.util.Set;

/** The lawful delivery: a notice is in the application of its addressee as soon as it is written, at any hour. Cannot be switched off. */
@Component
class ApplicationChannel implements NoticeChannel {

    @Override
    public String id() {
        return Delivery.APP;
    }

    @Override
    public String label() {
        return "站内";
    }

    @Override
    public Set<String> recipients(String group) {
        return Set.of(group);
    }

    @Override
    public boolean atOnce() {
        return true;
    }

    @Override
    public boolean wholeText() {
        return true;
    }

    @Override
    public ChannelAnswer send(OutgoingNotice notice) {
        return ChannelAnswer.taken(null);
    }
}
