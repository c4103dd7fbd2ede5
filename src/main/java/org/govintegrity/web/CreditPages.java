package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditSearch;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.util.Arrays;

/** Looking for records, the lists, and the proof that nothing in the archive was touched. */
@Page
class CreditPages {

    private static final int PAGE_SIZE = 30;

    private final CurrentPerson me;
    private final CreditRecordSearch search;
    private final CreditSheet sheet;
    private final CreditListView lists;
    private final ChainWalk chain;
    private final Registry registry;
    private final PageWords words;

    CreditPages(CurrentPerson me, CreditRecordSearch search, CreditSheet sheet, CreditListView lists, ChainWalk chain, Registry registry, PageWords words) {
        this.me = me;
        this.search = search;
        this.sheet = sheet;
        this.lists = lists;
        this.chain = chain;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/credit")
    String search(CreditRecordSearch.Query query, @RequestParam(defaultValue = "1") String page, Model model) {
        CreditSearch.Page found = search.page(query, number(page), PAGE_SIZE);
        model.addAttribute("found", found);
        model.addAttribute("query", query);
        model.addAttribute("sheet", query.link("/credit.xlsx"));
        model.addAttribute("previous", found.page() > 1 ? query.page(found.page() - 1) : null);
        model.addAttribute("next", found.page() < found.pages() ? query.page(found.page() + 1) : null);
        model.addAttribute("subjects", search.subjects(query));
        model.addAttribute("why", search.why(query));
        model.addAttribute("subjectKinds", SubjectKind.values());
        model.addAttribute("kinds", RecordKind.values());
        model.addAttribute("levels", Arrays.stream(BreachClass.values()).filter(level -> level != BreachClass.NONE).toList());
        model.addAttribute("standings", Arrays.stream(Standing.values()).filter(standing -> standing != Standing.CLOSED).toList());
        model.addAttribute("clauses", registry.clauses());
        model.addAttribute("units", registry.units());
        model.addAttribute("central", me.districtWide());
        return "credit";
    }

    /** The same list as a spreadsheet. */
    @GetMapping("/credit.xlsx")
    void sheet(CreditRecordSearch.Query query, HttpServletResponse response) throws IOException {
        sheet.check(query);
        sheet.write(query, ExcelTable.download(response, "信用记录" + ChineseDates.date(words.today()) + ".xlsx"));
    }

    @GetMapping("/credit/lists")
    String lists(@RequestParam(defaultValue = "") String asOf, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("lists", lists.on(asOf, number(page), PAGE_SIZE));
        return "credit-lists";
    }

    @GetMapping("/credit/chain")
    String chain(Model model) {
        if (!me.admin() && !me.is(Role.CREDIT_CENTRE)) {
            throw Refusal.forbidden("只有管理员和信用中心可以校验信用档案。");
        }
        model.addAttribute("report", chain.walk());
        return "credit-chain";
    }

    private static int number(String page) {
        return page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1;
    }
}
