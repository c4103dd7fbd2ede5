package org.govintegrity.demo;

import org.govintegrity.registry.Registry;
import org.govintegrity.warning.Quality;
import org.govintegrity.warning.WarningQuality;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import java.util.List;

/** What was played and what was planted in it, for whoever is signed in; and a word of it on the front page. */
@Controller
@Profile("demo-year")
class DemoYearPages {

    private final PlantedProblems planted;
    private final YearFolder folder;
    private final Registry registry;
    private final WarningQuality quality;
    private final DemoYear year;
    private Quality.Measured measured;

    DemoYearPages(PlantedProblems planted, YearFolder folder, Registry registry, WarningQuality quality, DemoYear year) {
        this.quality = quality;
        this.year = year;
        this.planted = planted;
        this.folder = folder;
        this.registry = registry;
    }

    /** A planted problem in words. */
    public record Line(PlantedProblem problem, String unit) {
    }

    @GetMapping("/demo-year")
    String page(Model model) {
        List<Line> lines = planted.list().stream().map(p -> new Line(p, registry.unit(p.unitId()).shortName())).toList();
        model.addAttribute("path", "/demo-year");
        model.addAttribute("planted", lines);
        model.addAttribute("quality", measured());
        model.addAttribute("played", folder.played().map(YearFolder.Played::words).orElse(""));
        return "demo-year";
    }

    /** How well early warning finds what was planted; worked out once, for the year does not change any more. */
    private synchronized Quality.Measured measured() {
        if (measured == null) {
            measured = quality.measure(planted.list().stream().map(PlantedProblem::asPlanted).toList(), year.from().plusDays(PlantedProblems.quietDays()), year.until());
        }
        return measured;
    }

    /** Tells every page that this is a played year. */
    @ControllerAdvice
    @Profile("demo-year")
    static class Banner {

        @ModelAttribute("demoYear")
        boolean demoYear() {
            return true;
        }
    }
}
