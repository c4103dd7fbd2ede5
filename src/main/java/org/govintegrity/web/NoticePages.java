package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.EngineState;
import org.govintegrity.notice.Attempt;
import org.govintegrity.notice.Delivery;
import org.govintegrity.notice.Notice;
import org.govintegrity.notice.NoticeChannel;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.notice.Preference;
import org.govintegrity.notice.Preferences;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was served on me and my unit; by which channels my unit wants to hear of it; and what could not be sent. */
@Page
class NoticePages {

    private static final int SHOWN = 200;
    private static final int CHANGES = 10;
    private static final String NOT_YOURS = "通知设置由本单位负责人或者管理员修改。请联系他们。";

    private final CurrentPerson me;
    private final NoticeService notices;
    private final Preferences preferences;
    private final CaseAccess access;
    private final EngineState engine;

    NoticePages(CurrentPerson me, NoticeService notices, Preferences preferences, CaseAccess access, EngineState engine) {
        this.me = me;
        this.notices = notices;
        this.preferences = preferences;
        this.access = access;
        this.engine = engine;
    }

    /** A delivery in words, with its attempts. */
    record Sent(Delivery delivery, String channel, String recipient, List<Attempt> attempts) {
    }

    /** What is typed, as typed. */
    record Form(List<String> on, String digest, String digestHour, String quietFrom, String quietTo, String quietDaysOff) {

        Form {
            on = on == null ? List.of() : List.copyOf(on);
        }

        static Form of(Preference set, List<String> choices) {
            return new Form(choices.stream().filter(set::wants).toList(), set.digest() ? "yes" : "", String.valueOf(set.digestHour()),
                    set.quiet().from() == null ? "" : set.quiet().from().toString(), set.quiet().to() == null ? "" : set.quiet().to().toString(),
                    set.quiet().daysOff() ? "yes" : "");
        }

        Preferences.Wanted wanted() {
            return new Preferences.Wanted(Set.copyOf(on), "yes".equals(digest), hour(), time(quietFrom), time(quietTo), "yes".equals(quietDaysOff));
        }

        private Integer hour() {
            try {
                return digestHour == null || digestHour.isBlank() ? null : Integer.valueOf(digestHour.strip());
            } catch (NumberFormatException e) {
                throw Refusal.invalid("每日汇总的时间应是0到23之间的整点，例如 8。");
            }
        }

        private static LocalTime time(String text) {
            try {
                return text == null || text.isBlank() ? null : LocalTime.parse(text.strip());
            } catch (DateTimeParseException e) {
                throw Refusal.invalid("免打扰的时间应写成 21:30 这样。");
            }
        }
    }

    @GetMapping("/notices")
    String inbox(Model model) {
        model.addAttribute("inbox", notices.inbox(me.addresses(), SHOWN));
        model.addAttribute("mayPrefer", !preferences.settableBy(me.id()).isEmpty());
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
        model.addAttribute("deliveries", sent(notices.deliveries(no), notices.attempts(no)));
        model.addAttribute("file", readable ? notice.caseNo() : null);
        return "notice";
    }

    /** @param holder whose preferences; where it is left out, those of the first the reader may set */
    @GetMapping("/notices/preferences")
    String preferences(@RequestParam(defaultValue = "") String holder, Model model) {
        String chosen = chosen(holder);
        return show(chosen, Form.of(preferences.of(chosen), ids(chosen)), model);
    }

    @PostMapping("/notices/preferences")
    String setPreferences(@RequestParam(defaultValue = "") String holder, Form form, Model model, RedirectAttributes next, HttpServletResponse response) {
        String chosen = chosen(holder);
        try {
            preferences.set(chosen, form.wanted(), me.id());
            next.addFlashAttribute("done", notices.addresseeName(chosen) + "的通知设置已保存，对今后发出的通知有效。");
            next.addAttribute("holder", chosen);
            return "redirect:/notices/preferences";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(chosen, form, model);
        }
    }

    @GetMapping("/admin/notice-deliveries")
    String failed(Model model) {
        me.require(Role.ADMIN, "只有管理员可以查看发送故障。");
        List<Delivery> failed = notices.failed(SHOWN);
        model.addAttribute("running", engine.running("notice", failed.stream().map(Delivery::noticeNo).distinct().toList()));
        model.addAttribute("total", notices.failedCount());
        model.addAttribute("shown", SHOWN);
        model.addAttribute("deliveries", sent(failed, failed.stream().map(Delivery::noticeNo).distinct().flatMap(no -> notices.attempts(no).stream()).toList()));
        return "notice-deliveries";
    }

    private List<Sent> sent(List<Delivery> deliveries, List<Attempt> attempts) {
        Map<Long, List<Attempt>> byDelivery = attempts.stream().collect(Collectors.groupingBy(Attempt::deliveryId));
        return deliveries.stream().map(d -> new Sent(d, notices.channelLabel(d.channel()), notices.recipientName(d), byDelivery.getOrDefault(d.id(), List.of()))).toList();
    }

    private String chosen(String holder) {
        List<String> mine = preferences.settableBy(me.id());
        if (mine.isEmpty() || !holder.isEmpty() && !mine.contains(holder)) {
            throw Refusal.forbidden(NOT_YOURS);
        }
        return holder.isEmpty() ? mine.get(0) : holder;
    }

    private List<String> ids(String holder) {
        return preferences.choices(holder).stream().map(NoticeChannel::id).toList();
    }

    private String show(String holder, Form form, Model model) {
        model.addAttribute("holder", holder);
        model.addAttribute("holders", preferences.settableBy(me.id()));
        model.addAttribute("choices", preferences.choices(holder));
        model.addAttribute("form", form);
        List<Preference> changes = preferences.history(holder, CHANGES);
        model.addAttribute("changes", changes);
        model.addAttribute("muted", changes.stream().map(one -> one.muted().stream().map(notices::channelLabel).collect(Collectors.joining("、"))).toList());
        return "notice-preferences";
    }
}
