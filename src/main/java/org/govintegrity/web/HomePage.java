package org.govintegrity.web;

import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.engine.Worklist;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The front page: what this is, and for somebody signed in what they have to do. */
@Page
class HomePage {

    private static final int CASES_SHOWN = 10;
    private static final int NOTICES_SHOWN = 5;

    private final CurrentPerson me;
    private final Worklist worklist;
    private final TaskBook book;
    private final Cases cases;
    private final CaseAccess access;
    private final NoticeService notices;
    private final LadderService ladder;
    private final Absences absences;
    private final Registry registry;
    private final PageWords words;

    HomePage(CurrentPerson me, Worklist worklist, TaskBook book, Cases cases, CaseAccess access, NoticeService notices,
             LadderService ladder, Absences absences, Registry registry, PageWords words) {
        this.absences = absences;
        this.registry = registry;
        this.me = me;
        this.worklist = worklist;
        this.book = book;
        this.cases = cases;
        this.access = access;
        this.notices = notices;
        this.ladder = ladder;
        this.words = words;
    }

    @GetMapping("/")
    String home(Model model) {
        if (!me.signedIn()) {
            return "welcome";
        }
        Map<String, String> assignees = worklist.of(me.id(), me.groups());
        List<TaskView> tasks = views(assignees);
        model.addAttribute("mine", TaskGroups.of(tasks.stream().filter(task -> me.id().equals(task.assignee())).toList(), words));
        model.addAttribute("ours", TaskGroups.of(tasks.stream().filter(task -> !me.id().equals(task.assignee())).toList(), words));
        model.addAttribute("away", absences.of(me.id()).orElse(null));
        model.addAttribute("standIns", absences.actedForBy(me.id()).stream().map(absence -> standIn(absence, assignees)).toList());
        model.addAttribute("unread", notices.inbox(me.addresses(), NOTICES_SHOWN).stream().filter(notice -> !notice.received()).toList());
        if (me.districtWide()) {
            model.addAttribute("lateUnits", lateUnits());
            model.addAttribute("cards", ladder.cardsSince(words.today().withDayOfYear(1)));
            model.addAttribute("inspections", access.list(me.id(), CaseFilter.running("inspection"), 1, CASES_SHOWN));
        } else {
            model.addAttribute("cases", access.list(me.id(), CaseFilter.NONE, 1, CASES_SHOWN));
        }
        return "home";
    }

    /** What the absent person has taken or could take, without what is this person's anyway. */
    private StandIn standIn(Absence absence, Map<String, String> own) {
        String absent = absence.personId();
        Map<String, String> theirs = worklist.of(absent, registry.groupsOf(absent));
        theirs.entrySet().removeIf(task -> task.getValue() == null ? own.containsKey(task.getKey()) : !absent.equals(task.getValue()));
        return new StandIn(absence, views(theirs));
    }

    private List<TaskView> views(Map<String, String> assignees) {
        return book.byIds(assignees.keySet()).stream().filter(TaskEntry::open)
                .map(task -> new TaskView(task, cases.find(task.caseNo()).orElse(null), assignees.get(task.taskId()))).toList();
    }

    /** Who is late now, the latest first. */
    private List<LateUnit> lateUnits() {
        return book.late().stream().collect(Collectors.groupingBy(task -> words.answering(task.owner()))).entrySet().stream()
                .map(late -> new LateUnit(late.getKey(), words.group(late.getKey()),
                        late.getValue().stream().sorted(Comparator.comparing(TaskEntry::dueOn)).map(this::view).toList()))
                .sorted(Comparator.comparing((LateUnit late) -> late.tasks().get(0).entry().dueOn()).thenComparing(LateUnit::name)).toList();
    }

    private TaskView view(TaskEntry task) {
        return new TaskView(task, cases.find(task.caseNo()).orElse(null), null);
    }

    /** For whom one acts today, and what there is to do. */
    record StandIn(Absence absence, List<TaskView> tasks) {
    }

    /** @param group a unit, or a role where no unit is late but an office */
    record LateUnit(String group, String name, List<TaskView> tasks) {
    }
}
