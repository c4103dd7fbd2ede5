package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.absence.TakenTask;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Who is away and who acts in their stead; naming a substitute, and ending it early. */
@Page
class AbsencePages {

    private static final int SHOWN = 200;

    private final CurrentPerson me;
    private final Absences absences;
    private final Registry registry;
    private final PageWords words;

    AbsencePages(CurrentPerson me, Absences absences, Registry registry, PageWords words) {
        this.me = me;
        this.absences = absences;
        this.registry = registry;
        this.words = words;
    }

    /** What somebody typed, so that a refusal loses none of it. */
    record Form(String person, String substitute, String from, String to, String reason) {
    }

    /** @param running   still to come or running today
     *  @param endable   whether the reader may end it
     */
    record Row(Absence absence, boolean running, boolean inForce, boolean endable, List<TakenTask> taken) {
    }

    /**
     * @param unit   whose people the form offers; where it is left out, the reader's own
     * @param person who is away, where a link from elsewhere knows
     */
    @GetMapping("/absences")
    String list(@RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String person, Model model) {
        return show(unit, new Form(person, "", "", "", ""), model);
    }

    @PostMapping("/absences")
    String name(@RequestParam(defaultValue = "") String unit, Form form, Model model, RedirectAttributes next, HttpServletResponse response) {
        if (absences.nameable(me.id()).isEmpty()) {
            throw Refusal.forbidden("代办人由单位负责人、联席会议办公室或者监督员指定。请联系本单位负责人。");
        }
        try {
            Absence named = absences.name(form.person(), form.substitute(), day(form.from(), "第一天"), day(form.to(), "最后一天"), form.reason(), me.id());
            next.addFlashAttribute("done", "已指定" + registry.displayName(named.substituteId()) + "代" + registry.displayName(named.personId()) + "办理，自"
                    + ChineseDates.date(named.fromOn()) + "至" + ChineseDates.date(named.toOn()) + "。");
            return "redirect:/absences";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(unit, form, model);
        }
    }

    @PostMapping("/absences/{id:\\d{1,18}}/end")
    String end(@PathVariable long id, RedirectAttributes next) {
        if (absences.visibleTo(me.id(), Integer.MAX_VALUE).stream().noneMatch(absence -> absence.id() == id)) {
            throw Refusal.notFound("没有这次缺席代办的记录，请刷新页面后再试。");
        }
        try {
            Absence ended = absences.end(id, me.id());
            next.addFlashAttribute("done", registry.displayName(ended.personId()) + "的缺席代办已结束，没有办结的任务已退回本人。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/absences";
    }

    private String show(String unitId, Form form, Model model) {
        List<Person> nameable = absences.nameable(me.id());
        List<Unit> units = registry.units().stream().filter(unit -> nameable.stream().anyMatch(person -> person.unitId().equals(unit.id()))).toList();
        String home = me.person().map(Person::unitId).orElse("");
        Unit chosen = units.stream().filter(unit -> unit.id().equals(unitId)).findFirst()
                .or(() -> units.stream().filter(unit -> unit.id().equals(home)).findFirst()).or(() -> units.stream().findFirst()).orElse(null);
        model.addAttribute("units", units);
        model.addAttribute("unit", chosen);
        model.addAttribute("people", nameable.stream().filter(person -> chosen != null && person.unitId().equals(chosen.id())).toList());
        model.addAttribute("form", form);
        model.addAttribute("longest", absences.longest());
        model.addAttribute("rows", absences.visibleTo(me.id(), SHOWN).stream().map(this::row).toList());
        return "absences";
    }

    private Row row(Absence absence) {
        boolean running = absence.aheadOf(words.today());
        return new Row(absence, running, absence.inForceOn(words.today()), running && absences.mayEnd(me.id(), absence), absences.taken(absence.id()));
    }

    private static LocalDate day(String text, String what) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(what + "应为日期，格式如 2026-11-23。");
        }
    }
}
