package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.board.BoardQuery;
import org.govintegrity.board.BoardSet;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.govintegrity.escalation.ReassignmentService;
import org.govintegrity.escalation.UrgingService;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/** What is done from the board's lists, with one task or many at once: urging and giving to somebody else. */
@Page
class BoardActions {

    /** As many as four pages of a list. */
    private static final int MOST = 200;

    private final CurrentPerson me;
    private final BoardDesk desk;
    private final UrgingService urging;
    private final ReassignmentService reassignments;
    private final Registry registry;
    private final PageWords words;

    BoardActions(CurrentPerson me, BoardDesk desk, UrgingService urging, ReassignmentService reassignments, Registry registry, PageWords words) {
        this.me = me;
        this.desk = desk;
        this.urging = urging;
        this.reassignments = reassignments;
        this.registry = registry;
        this.words = words;
    }

    /** What became of each task chosen: how many were done, and why the others were not. */
    public record Outcome(String what, int done, List<Left> left) {
    }

    /** @param task what it is, as far as the reader may know */
    public record Left(String task, String why) {
    }

    @PostMapping("/board/urge")
    String urge(BoardDesk.Filter filter, BoardDesk.Shown shown, @RequestParam(name = "task", required = false) List<String> taskIds, RedirectAttributes next) {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(shown.set());
        if (!desk.mayUrge()) {
            throw Refusal.forbidden("任务由监督员、联席会议办公室催办，本单位的任务也可以由单位负责人催办。");
        }
        try {
            next.addFlashAttribute("outcome", each("催办", chosen(taskIds, "催办"), task -> urging.urge(task.taskId(), me.id())));
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:" + desk.links(query).sorted(set, shown.sort(), shown.descending(), shown.number());
    }

    /** First asks to whom, then gives; both work without a script. */
    @PostMapping("/board/assign")
    String assign(BoardDesk.Filter filter, BoardDesk.Shown shown, @RequestParam(name = "task", required = false) List<String> taskIds,
                  @RequestParam(required = false) String person, @RequestParam(defaultValue = "") String reason, Model model, RedirectAttributes next, HttpServletResponse response) {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(shown.set());
        if (!desk.mayAssign()) {
            throw Refusal.forbidden("任务由监督员改派，本单位的任务也可以由单位负责人改派。");
        }
        String back = desk.links(query).sorted(set, shown.sort(), shown.descending(), shown.number());
        List<String> ids;
        try {
            ids = chosen(taskIds, "改派");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:" + back;
        }
        if (person != null && !person.isBlank() && !reason.isBlank()) {
            next.addFlashAttribute("outcome", each("改派" + registry.displayName(person), ids, task -> reassignments.reassign(task.taskId(), person, reason, me.id())));
            return "redirect:" + back;
        }
        if (person != null) {
            response.setStatus(Refusal.Kind.INVALID.status);
            model.addAttribute("problem", person.isBlank() ? "请选择改派给谁。" : "请写明改派理由。");
        }
        List<TaskEntry> tasks = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        for (String id : ids) {
            try {
                TaskEntry task = desk.task(id);
                if (!task.open()) {
                    throw Refusal.conflict("已经办结，不能再改派。");
                }
                tasks.add(task);
            } catch (Refusal refusal) {
                left.add(new Left(name(id), refusal.getMessage()));
            }
        }
        model.addAttribute("tasks", tasks);
        model.addAttribute("left", left);
        model.addAttribute("people", candidates(tasks));
        model.addAttribute("person", person);
        model.addAttribute("reason", reason);
        model.addAttribute("query", query);
        model.addAttribute("shown", shown);
        model.addAttribute("back", back);
        return "board-assign";
    }

    /** Who may be given every one of the tasks. */
    private List<Person> candidates(List<TaskEntry> tasks) {
        List<Person> people = null;
        for (TaskEntry task : tasks) {
            List<Person> may = reassignments.assignable(task);
            people = people == null ? may : people.stream().filter(may::contains).toList();
        }
        return people == null ? List.of() : people;
    }

    /** Each in a transaction of its own: one that is refused does not undo the others. */
    private Outcome each(String what, List<String> ids, Consumer<TaskEntry> action) {
        int done = 0;
        List<Left> left = new ArrayList<>();
        for (String id : ids) {
            try {
                action.accept(desk.task(id));
                done++;
            } catch (RuntimeException thrown) {
                left.add(new Left(name(id), Refusals.in(thrown).orElseThrow(() -> thrown).getMessage()));
            }
        }
        return new Outcome(what, done, left);
    }

    private String name(String taskId) {
        try {
            TaskEntry task = desk.task(taskId);
            return "“" + TaskEntry.kindOf(task.taskName()) + "”（" + task.caseNo() + "，" + words.group(task.owner()) + "）";
        } catch (Refusal unknown) {
            return "一项任务";
        }
    }

    private static List<String> chosen(List<String> taskIds, String what) {
        List<String> ids = taskIds == null ? List.of() : List.copyOf(new LinkedHashSet<>(taskIds));
        if (ids.isEmpty()) {
            throw Refusal.invalid("请先在清单里勾选要" + what + "的任务。");
        }
        if (ids.size() > MOST) {
            throw Refusal.invalid("一次最多" + what + MOST + "项，现在勾选了" + ids.size() + "项，请分次办理。");
        }
        return ids;
    }
}
