package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notice;
import org.govintegrity.notice.NoticeService;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What was served on me and my unit. */
@Page
class NoticePages {

    private static final int SHOWN = 200;

    private final CurrentPerson me;
    private final NoticeService notices;
    private final CaseAccess access;

    NoticePages(CurrentPerson me, NoticeService notices, CaseAccess access) {
        this.me = me;
        this.notices = notices;
        this.access = access;
    }

    @GetMapping("/notices")
    String inbox(Model model) {
        model.addAttribute("inbox", notices.inbox(me.addresses(), SHOWN));
        return "notices";
    }

    /** Opening a notice that is addressed to oneself or one's group is its receipt; whoever else may read the case only reads it. */
    @GetMapping("/notices/{no}")
    String notice(@PathVariable String no, Model model) {
        Notice notice = notices.get(no);
        boolean addressed = me.addresses().contains(notice.addressee());
        boolean readable = access.find(notice.caseNo(), me.id()).isPresent();
        if (!addressed && !readable) {
            throw Refusal.notFound("没有编号为“" + no + "”的通知，请核对编号。");
        }
        model.addAttribute("notice", addressed ? notices.receive(no, me.id()) : notice);
        model.addAttribute("unreadNotices", notices.unreadCount(me.addresses()));   // one less than when the page was asked for
        model.addAttribute("deliveries", notices.deliveries(no));
        model.addAttribute("file", readable ? notice.caseNo() : null);
        return "notice";
    }
}
