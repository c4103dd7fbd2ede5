package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.papers.Paper;
import org.govintegrity.papers.PaperTemplates;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.nio.charset.StandardCharsets;

/** Papers of a case as Word, and their templates for the office that edits them. */
@Page
class PaperPages {

    private static final MediaType WORD = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final CurrentPerson me;
    private final PaperDesk desk;
    private final PaperTemplates templates;

    PaperPages(CurrentPerson me, PaperDesk desk, PaperTemplates templates) {
        this.me = me;
        this.desk = desk;
        this.templates = templates;
    }

    @GetMapping("/cases/{caseNo}/papers/{paperId}.docx")
    ResponseEntity<byte[]> paper(@PathVariable String caseNo, @PathVariable String paperId) {
        byte[] document = desk.render(caseNo, paperId);
        return file(Paper.of(paperId).orElseThrow().title + " " + caseNo + ".docx").body(document);
    }

    @GetMapping("/papers")
    String list(Model model) {
        requireOffice();
        model.addAttribute("papers", Paper.values());
        model.addAttribute("templates", templates);
        model.addAttribute("common", Paper.tags(Paper.COMMON));
        return "papers";
    }

    @GetMapping("/papers/{paperId}.docx")
    ResponseEntity<Resource> template(@PathVariable String paperId) {
        requireOffice();
        Paper paper = Paper.of(paperId).orElseThrow(() -> Refusal.notFound("没有这个文书模板。请从文书模板页面选择。"));
        return file(paper.id + ".docx").body(templates.file(paper));
    }

    private void requireOffice() {
        if (!me.admin() && !me.supervisor()) {
            throw Refusal.forbidden("只有监督员和管理员可以查看文书模板。");
        }
    }

    private static ResponseEntity.BodyBuilder file(String name) {
        return ResponseEntity.ok().contentType(WORD).header(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
    }
}
