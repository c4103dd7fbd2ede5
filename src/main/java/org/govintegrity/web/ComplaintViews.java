package org.govintegrity.web;

import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintConsequences;
import org.govintegrity.complaint.ComplaintFiles;
import org.govintegrity.complaint.ComplaintService;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Correspondence;
import org.govintegrity.complaint.Informers;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the file of a complaint shows to whoever may read it, and that is nobody of the body complained of. Who complained is not among it. */
@Component
class ComplaintViews {

    private static final int OPENINGS_SHOWN = 50;

    private final Complaints complaints;
    private final ComplaintService service;
    private final ComplaintConsequences consequences;
    private final ComplaintFiles files;
    private final Correspondence letters;
    private final Informers informers;
    private final CurrentPerson me;

    ComplaintViews(Complaints complaints, ComplaintService service, ComplaintConsequences consequences, ComplaintFiles files, Correspondence letters, Informers informers,
                   CurrentPerson me) {
        this.complaints = complaints;
        this.service = service;
        this.consequences = consequences;
        this.files = files;
        this.letters = letters;
        this.informers = informers;
        this.me = me;
    }

    void addTo(Model model, String caseNo) {
        Complaint c = complaints.get(caseNo);
        boolean keeper = informers.mayOpen(me.id(), caseNo);
        model.addAttribute("complaint", c);
        model.addAttribute("complaintFindings", service.findings(caseNo));
        model.addAttribute("letters", letters.of(caseNo));
        model.addAttribute("arrears", service.arrears(c).orElse(null));
        model.addAttribute("originals", keeper ? files.of(caseNo) : null);
        model.addAttribute("mayOpen", keeper);
        model.addAttribute("openings", me.supervisor() || keeper ? informers.openings(caseNo, OPENINGS_SHOWN) : null);
        model.addAttribute("mayWrite", !c.over());
    }

    /** What led to an inspection is for the offices, not for the body complained of. */
    void addConsequenceTo(Model model, String caseNo, boolean insider) {
        if (insider) {
            model.addAttribute("consequence", consequences.find(caseNo).orElse(null));
        }
    }
}
