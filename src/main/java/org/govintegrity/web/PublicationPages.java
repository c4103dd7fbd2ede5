package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.publication.DocumentGate;
import org.govintegrity.publication.PublicDocuments;
import org.govintegrity.publication.PublicRecords;
import org.govintegrity.publication.PublicRows;
import org.govintegrity.publication.PublicationLog;
import org.govintegrity.publication.PublicationService;
import org.govintegrity.publication.RowGate;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The log of the publication gate with its proof, and taking something down at once. */
@Page
class PublicationPages {

    private static final int ACTS = 200;
    private static final int SHOWN = 200;

    private final CurrentPerson me;
    private final PublicationService publications;
    private final PublicationLog log;
    private final PublicRecords records;
    private final DocumentGate documents;
    private final PublicDocuments texts;
    private final RowGate rows;
    private final PublicRows permits;

    PublicationPages(CurrentPerson me, PublicationService publications, PublicationLog log, PublicRecords records, DocumentGate documents, PublicDocuments texts, RowGate rows,
                     PublicRows permits) {
        this.me = me;
        this.publications = publications;
        this.log = log;
        this.records = records;
        this.documents = documents;
        this.texts = texts;
        this.rows = rows;
        this.permits = permits;
    }

    @GetMapping("/publication")
    String log(@RequestParam(defaultValue = "") String q, Model model) {
        if (!me.admin() && !me.is(Role.CREDIT_CENTRE)) {
            throw Refusal.forbidden("只有信用中心和管理员可以查看公示日志。");
        }
        model.addAttribute("q", q);
        model.addAttribute("report", log.walk());
        model.addAttribute("acts", log.latest(ACTS));
        model.addAttribute("found", records.find(q, 1, SHOWN));
        model.addAttribute("texts", texts.find(q, 1, SHOWN));
        model.addAttribute("permits", permits.find(DisclosureKind.PERMIT.code, q, 1, SHOWN));
        model.addAttribute("mayTakeDown", me.creditCentre());
        return "publication-log";
    }

    @PostMapping("/publication/{recordNo}/take-down")
    String takeDown(@PathVariable String recordNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        me.require(Role.CREDIT_CENTRE, "只有信用中心可以撤下公示的记录。");
        try {
            if (documents.has(recordNo)) {
                documents.takeDownByHand(recordNo, reason);
                next.addFlashAttribute("done", "公开件" + recordNo + "已撤下，不会自动恢复。");
            } else if (rows.find(recordNo).isPresent()) {
                rows.takeDownByHand(recordNo, reason);
                next.addFlashAttribute("done", "许可信息" + recordNo + "已撤下，不会自动恢复。");
            } else {
                publications.takeDownByHand(recordNo, reason);
                next.addFlashAttribute("done", "记录" + recordNo + "已从公示页撤下，不会自动恢复。");
            }
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/publication";
    }
}
