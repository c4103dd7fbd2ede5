package org.govintegrity.web;

import org.govintegrity.notice.NoticeService;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** How many notices wait for the person's receipt, shown beside 通知 in the frame of every page. */
@ControllerAdvice(annotations = Page.class)
class UnreadNotices {

    private final CurrentPerson me;
    private final NoticeService notices;

    UnreadNotices(CurrentPerson me, NoticeService notices) {
        this.me = me;
        this.notices = notices;
    }

    @ModelAttribute("unreadNotices")
    long unread() {
        return me.signedIn() ? notices.unreadCount(me.addresses()) : 0;
    }
}
