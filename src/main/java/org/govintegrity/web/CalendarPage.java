package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.calendar.CalendarService;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;

/** Which years' holiday notices are loaded, and loading the next one. */
@Page
class CalendarPage {

    private static final String ONLY_ADMINS = "只有管理员可以维护工作日历。";
    private static final int MOVES_SHOWN = 100;

    private final CurrentPerson me;
    private final CalendarService calendar;
    private final TaskBook book;

    CalendarPage(CurrentPerson me, CalendarService calendar, TaskBook book) {
        this.me = me;
        this.calendar = calendar;
        this.book = book;
    }

    @GetMapping("/admin/calendar")
    String years(Model model) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        return show(model);
    }

    @PostMapping("/admin/calendar")
    String upload(@RequestParam(required = false) MultipartFile file, Model model, RedirectAttributes next, HttpServletResponse response) throws IOException {
        me.require(Role.ADMIN, ONLY_ADMINS);
        try {
            if (file == null || file.isEmpty()) {
                throw Refusal.invalid("请先选择一个文件，并确认它不是空的。");
            }
            if (file.getSize() > UploadLimit.CALENDAR.toBytes()) {
                throw Refusal.unprocessable("文件超过" + UploadLimit.CALENDAR.toMegabytes() + " MB，没有载入。一年的放假安排只有几十行，请核对是不是选错了文件。");
            }
            long movedBefore = book.moves();
            CalendarService.Loaded loaded = calendar.loadYear(name(file), file.getBytes(), me.id());
            next.addFlashAttribute("done", loaded.year() + "年放假安排已载入，共" + loaded.rows() + "天；" + loaded.changedDays()
                    + "天的性质有变化，" + (book.moves() - movedBefore) + "个办理期限随之调整。");
            return "redirect:/admin/calendar";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("refused", refusal.getMessage());
            return show(model);
        }
    }

    private String show(Model model) {
        model.addAttribute("years", calendar.years());
        model.addAttribute("moves", book.recentMoves(MOVES_SHOWN));
        return "calendar";
    }

    /** The file's own name, without the folders some browsers send along. */
    private static String name(MultipartFile file) {
        String sent = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    }
}
