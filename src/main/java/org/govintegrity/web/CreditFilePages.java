package org.govintegrity.web;

import jakarta.servlet.http.HttpSession;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.SubjectKind;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The credit file of a unit, an organisation or a person; before another person's it is asked what for. */
@Page
class CreditFilePages {

    private final CreditFiles files;
    private final CreditDesk desk;
    private final ReadingPurposes purposes;

    CreditFilePages(CreditFiles files, CreditDesk desk, ReadingPurposes purposes) {
        this.files = files;
        this.desk = desk;
        this.purposes = purposes;
    }

    /** The address of earlier links. */
    @GetMapping("/credit/people/{personId}")
    String person(@PathVariable String personId, @RequestParam(defaultValue = "") String asOf, @RequestParam(defaultValue = "false") boolean closed, Model model, HttpSession session) {
        return file(SubjectKind.PERSON.code, personId, asOf, closed, model, session);
    }

    @GetMapping("/credit/subjects/{kind}/{subjectId}")
    String file(@PathVariable String kind, @PathVariable String subjectId, @RequestParam(defaultValue = "") String asOf, @RequestParam(defaultValue = "false") boolean closed,
                Model model, HttpSession session) {
        model.addAttribute("closed", closed);
        model.addAttribute("asOf", asOf);
        if (purposes.missing(session, CreditFiles.kind(kind), subjectId, closed)) {
            model.addAttribute("subject", files.subject(CreditFiles.kind(kind), subjectId));
            model.addAttribute("choices", ReadingPurposes.CHOICES);
            model.addAttribute("minutes", ReadingPurposes.GOOD_FOR.toMinutes());
            return "credit-purpose";
        }
        CreditFiles.File file = files.read(kind, subjectId, asOf, closed);
        model.addAttribute("file", file);
        model.addAttribute("asOf", file.asOf());
        model.addAttribute("records", file.records());
        model.addAttribute("heldBy", file.subject().kind() == SubjectKind.UNIT ? subjectId : null);
        model.addAttribute("combined", desk.combinedTerm(file.records()).orElse(null));
        model.addAttribute("picture", CreditPicture.of(file));
        return "credit-subject";
    }

    @PostMapping("/credit/subjects/{kind}/{subjectId}/purpose")
    String purpose(@PathVariable String kind, @PathVariable String subjectId, @RequestParam(defaultValue = "") String purpose, @RequestParam(defaultValue = "") String detail,
                   @RequestParam(defaultValue = "") String asOf, @RequestParam(defaultValue = "false") boolean closed, RedirectAttributes next, HttpSession session) {
        try {
            purposes.give(session, CreditFiles.kind(kind), subjectId, closed, purpose, detail);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("purpose", purpose);
            next.addFlashAttribute("detail", detail);
        }
        next.addAttribute("kind", kind);
        next.addAttribute("subjectId", subjectId);
        if (!asOf.isBlank()) {
            next.addAttribute("asOf", asOf);
        }
        if (closed) {
            next.addAttribute("closed", true);
        }
        return "redirect:/credit/subjects/{kind}/{subjectId}";
    }

    /** What the picture on the page draws. */
    @GetMapping(value = "/credit/subjects/{kind}/{subjectId}/picture", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    CreditPicture picture(@PathVariable String kind, @PathVariable String subjectId, @RequestParam(defaultValue = "") String asOf,
                          @RequestParam(defaultValue = "false") boolean closed, HttpSession session) {
        if (purposes.missing(session, CreditFiles.kind(kind), subjectId, closed)) {
            throw Refusal.invalid("查看这份档案的用途已过时效，请刷新页面重新写明。");
        }
        return CreditPicture.of(files.read(kind, subjectId, asOf, closed));
    }
}
