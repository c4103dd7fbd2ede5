package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.ThirdPartyFile;
import org.govintegrity.evaluation.ThirdPartyScores;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;

/** 第三方评分: the joint office receives them; central roles see them. */
@Page
class ThirdPartyPages {

    private static final String ONLY_JOINT_OFFICE = "只有联席会议办公室可以接收第三方评分。";

    private final CurrentPerson me;
    private final ThirdPartyScores scores;
    private final PageWords words;

    ThirdPartyPages(CurrentPerson me, ThirdPartyScores scores, PageWords words) {
        this.me = me;
        this.scores = scores;
        this.words = words;
    }

    /** As typed. */
    record ReceiptForm(String year, String institution, String commitment) {
    }

    @GetMapping("/third-party-scores")
    String list(Model model) {
        requireReading();
        return show(new ReceiptForm(String.valueOf(words.today().getYear()), "", ""), model);
    }

    @GetMapping("/third-party-scores/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        me.require(Role.JOINT_OFFICE, ONLY_JOINT_OFFICE);
        ThirdPartyScores.template(ExcelTable.download(response, "第三方评分模板.xlsx"));
    }

    @PostMapping("/third-party-scores")
    String receive(@ModelAttribute("form") ReceiptForm form, @RequestParam(required = false) MultipartFile scoresFile, @RequestParam(required = false) MultipartFile commitmentFile,
                   Model model, RedirectAttributes next, HttpServletResponse response) throws IOException {
        me.require(Role.JOINT_OFFICE, ONLY_JOINT_OFFICE);
        try {
            if (form.year() == null || !form.year().matches("\\d{4}")) {
                throw Refusal.invalid("请填写评价年度，例如" + words.today().getYear() + "。");
            }
            requireFile(scoresFile, "评分文件");
            requireFile(commitmentFile, "机构承诺书");
            String caseNo = scores.receive(new ThirdPartyFile(Integer.parseInt(form.year()), form.institution(), form.commitment(), name(scoresFile), scoresFile.getBytes(),
                    name(commitmentFile), commitmentFile));
            next.addFlashAttribute("done", "已接收，案号" + caseNo + "。相差过大的会在待办中请您复核，其余自动采用。");
            next.addAttribute("caseNo", caseNo);
            return "redirect:/third-party-scores/{caseNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage() + "文件需要重新选择，其他内容已保留。");
            return show(form, model);
        }
    }

    @GetMapping("/third-party-scores/{scoresNo}")
    String one(@PathVariable("scoresNo") String caseNo, Model model) {
        requireReading();
        var rows = scores.ofCase(caseNo);
        if (rows.isEmpty()) {
            throw Refusal.notFound("没有这份第三方评分，请从第三方评分列表进入。");
        }
        model.addAttribute("caseNo", caseNo);
        model.addAttribute("rows", rows);
        model.addAttribute("limit", scores.limit());
        model.addAttribute("held", scores.held(caseNo));
        return "third-party-score";
    }

    private String show(ReceiptForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("receipts", scores.receipts());
        model.addAttribute("limit", scores.limit());
        model.addAttribute("mayReceive", me.is(Role.JOINT_OFFICE));
        return "third-party-scores";
    }

    private void requireReading() {
        if (!me.districtWide()) {
            throw Refusal.forbidden("第三方评分由监督员、联席会议办公室等查看；本单位的得分在考核评价页面。");
        }
    }

    private static void requireFile(MultipartFile file, String what) {
        if (file == null || file.isEmpty() || file.getOriginalFilename() == null) {
            throw Refusal.invalid("请选择" + what + "。");
        }
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename();
        return name.length() > 200 ? name.substring(name.length() - 200) : name;
    }
}
