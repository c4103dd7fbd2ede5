package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.publication.PublicDocuments;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Texts that have passed the publication gate (yearly results, answers), for everybody, as pages and as a feed. */
@Page
class PublicDocumentPages {

    private static final int PAGE_SIZE = 20;
    private static final int MAX_SIZE = 200;

    private final PublicDocuments documents;

    PublicDocumentPages(PublicDocuments documents) {
        this.documents = documents;
    }

    @GetMapping("/public/documents")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        String asked = PublicPages.asked(q);
        model.addAttribute("q", asked);
        model.addAttribute("found", documents.find(asked, page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1, PAGE_SIZE));
        return "public-documents";
    }

    @GetMapping("/public/documents/{documentNo}")
    String one(@PathVariable String documentNo, Model model) {
        PublicDocuments.Shown shown = documents.get(documentNo);
        model.addAttribute("d", shown.document());
        model.addAttribute("sha256", shown.sha256());
        return "public-document";
    }

    @GetMapping("/public/documents.json")
    ResponseEntity<PublicDocuments.Page> feed(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "100") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noCache().cachePublic()).body(documents.find(PublicPages.asked(q), page, size));
    }
}
