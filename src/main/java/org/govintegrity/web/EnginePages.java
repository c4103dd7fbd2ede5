package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.database.DatabaseGrowth;
import org.govintegrity.database.Growth;
import org.govintegrity.engine.EngineState;
import org.govintegrity.engine.EngineState.JobState;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.SeedLoads;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How the system is doing: jobs, incidents, deliveries, the database, seed files and models; for administrators only. */
@Page
class EnginePages {

    private static final String ONLY_ADMINS = "只有管理员可以查看运行状况。";
    /** More than that nobody reads on a page; the spreadsheet has more. */
    private static final int SHOWN = 200;
    private static final int TABLES_SHOWN = 20;
    private static final int LOADS_SHOWN = 10;

    private final CurrentPerson me;
    private final EngineState engine;
    private final NoticeService notices;
    private final DatabaseGrowth database;
    private final SeedLoads seeds;
    private final EngineSheet sheet;

    EnginePages(CurrentPerson me, EngineState engine, NoticeService notices, DatabaseGrowth database, SeedLoads seeds, EngineSheet sheet) {
        this.me = me;
        this.engine = engine;
        this.notices = notices;
        this.database = database;
        this.seeds = seeds;
        this.sheet = sheet;
    }

    @GetMapping("/admin/engine")
    String state(Model model) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        List<Growth> sizes = database.now();
        model.addAttribute("jobs", engine.jobs());
        model.addAttribute("incidents", engine.incidents());
        model.addAttribute("undelivered", notices.failedCount());
        model.addAttribute("whole", sizes.get(0));
        model.addAttribute("tables", sizes.stream().skip(1).limit(TABLES_SHOWN).toList());
        model.addAttribute("allTables", sizes.size() - 1);
        model.addAttribute("loads", seeds.latest(LOADS_SHOWN));
        model.addAttribute("models", engine.models());
        return "engine";
    }

    @GetMapping("/admin/engine.xlsx")
    void stateAsSheet(HttpServletResponse response) throws IOException {
        me.require(Role.ADMIN, ONLY_ADMINS);
        sheet.writeState(ExcelTable.download(response, "运行状况.xlsx"));
    }

    @GetMapping("/admin/engine/jobs")
    String jobs(@RequestParam(defaultValue = "failed") String state, Model model) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        JobState wanted = jobState(state);
        model.addAttribute("state", wanted);
        model.addAttribute("states", JobState.values());
        model.addAttribute("counts", engine.jobs());
        model.addAttribute("jobs", engine.jobs(wanted, SHOWN));
        model.addAttribute("shown", SHOWN);
        return "engine-jobs";
    }

    @GetMapping("/admin/engine/jobs.xlsx")
    void jobsAsSheet(@RequestParam(defaultValue = "failed") String state, HttpServletResponse response) throws IOException {
        me.require(Role.ADMIN, ONLY_ADMINS);
        JobState wanted = jobState(state);
        sheet.writeJobs(wanted, ExcelTable.download(response, "作业-" + wanted.label + ".xlsx"));
    }

    private static JobState jobState(String name) {
        return Arrays.stream(JobState.values()).filter(state -> state.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> Refusal.invalid("没有“" + name + "”这种作业状态，请从“运行状况”页点开。"));
    }
}
