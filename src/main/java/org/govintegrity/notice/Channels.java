package org.govintegrity.notice;

import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The channels there are. */
@Component
public class Channels {

    private final List<NoticeChannel> all;

    Channels(List<NoticeChannel> all) {
        this.all = all.stream().sorted(Comparator.comparing((NoticeChannel channel) -> !channel.atOnce())
                .thenComparing(channel -> !channel.id().equals(Delivery.MAIL)).thenComparing(NoticeChannel::id)).toList();
        if (this.all.stream().map(NoticeChannel::id).distinct().count() < this.all.size()) {
            throw new IllegalStateException("two channels have the same id: " + this.all.stream().map(NoticeChannel::id).toList());
        }
    }

    /** The application first, then mail, then the others by id. */
    public List<NoticeChannel> all() {
        return all;
    }

    public Optional<NoticeChannel> find(String id) {
        return all.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }

    /** In words; of a channel that there no longer is, its id, so that old records stay readable. */
    public String label(String id) {
        return Delivery.PHONE.equals(id) ? "电话" : find(id).map(NoticeChannel::label).orElse(id);
    }

    /** Channels other than the application that reach that group. */
    public List<NoticeChannel> reaching(String group) {
        return all.stream().filter(channel -> !channel.atOnce() && !channel.recipients(group).isEmpty()).toList();
    }
}
