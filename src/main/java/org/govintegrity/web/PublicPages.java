package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.publication.PublicRecords;
import org.govintegrity.publication.PublicRows;
import org.govintegrity.publication.PublishedNotice;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

import java.util.List;

/** What everybody may read without an account: the records that have passed the publication gate, as page and as feed. */
@Page
class PublicPages {

    private static final int PAGE_SIZE = 20;
    private static final int MAX_SIZE = 200;
    private static final int MAX_TEXT = 100;

    private final PublicRecords records;
    private final PublicRows rows;

    PublicPages(PublicRecords records, PublicRows rows) {
        this.records = records;
        this.rows = rows;
    }

    @GetMapping("/public/records")
    String page(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        String asked = asked(q);
        model.addAttribute("q", asked);
        model.addAttribute("found", records.find(asked, page(page), PAGE_SIZE));
        return "public-records";
    }

    /** 304 as long as nothing shown has changed; the tag moves with every act of the gate and with every day. */
    @GetMapping("/public/records.json")
    ResponseEntity<Feed> feed(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "100") int size,
                              WebRequest request) {
        check(page, size);
        String tag = "\"" + records.version() + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        PublicRecords.Page found = records.find(asked(q), page, size);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).eTag(tag).cacheControl(CacheControl.noCache().cachePublic()).body(new Feed(found.page(), found.pages(), size, found.total(), found));
    }

    /** 双公示: permits as they were handed in, penalties as the archive has them; each has passed the gate. */
    @GetMapping("/public/disclosures")
    String disclosures(@RequestParam(defaultValue = "permit") String kind, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        DisclosureKind shown = DisclosureKind.of(kind);
        String asked = asked(q);
        model.addAttribute("q", asked);
        model.addAttribute("kind", shown);
        model.addAttribute("kinds", DisclosureKind.values());
        model.addAttribute(shown == DisclosureKind.PERMIT ? "permits" : "penalties", shown == DisclosureKind.PERMIT ? rows.find(shown.code, asked, page(page), PAGE_SIZE)
                : records.find(asked, RecordKind.PENALTY, page(page), PAGE_SIZE));
        return "public-disclosures";
    }

    /** Permits for programs; penalties are in the feed of records. */
    @GetMapping("/public/disclosures.json")
    ResponseEntity<PublicRows.Page> permits(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "100") int size) {
        check(page, size);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noCache().cachePublic())
                .body(rows.find(DisclosureKind.PERMIT.code, asked(q), page, size));
    }

    private static void check(int page, int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
    }

    private static int page(String typed) {
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 1;
    }

    static String asked(String q) {
        String text = q.strip();
        if (text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("查找的文字最多" + MAX_TEXT + "字，请输入单位名称、统一社会信用代码或者文号。");
        }
        return text;
    }

    /** @param pages of {@code size} records */
    record Feed(int page, int pages, int size, long total, List<PublicRecords.Shown> records, List<PublishedNotice> notices) {
        Feed(int page, int pages, int size, long total, PublicRecords.Page found) {
            this(page, pages, size, total, found.records(), found.notices());
        }
    }
}
