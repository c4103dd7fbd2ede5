package org.govintegrity.complaint;

import org.govintegrity.casefile.CaseFollowed;
import org.govintegrity.casefile.ComplaintWanted;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Takes in what another case hands over, under that case's number, so once: nobody complained, so there is no informer and no code. */
@Component
class ComplaintsHandedOver {

    private final Complaints complaints;
    private final ApplicationEventPublisher events;

    ComplaintsHandedOver(Complaints complaints, ApplicationEventPublisher events) {
        this.complaints = complaints;
        this.events = events;
    }

    @EventListener
    @Transactional
    public void on(ComplaintWanted wanted) {
        Category category = Category.of(wanted.category());
        String caseNo = complaints.known(Channel.SUPERIOR, wanted.originNo()).orElseGet(() -> complaints.register(new NewComplaint(Channel.SUPERIOR, Naming.ANONYMOUS, category,
                wanted.unitId(), wanted.facts(), wanted.arrears(), wanted.arrearsFrom(), Informer.UNKNOWN, List.of(), null, wanted.originNo(), false)).caseNo());
        events.publishEvent(new CaseFollowed(wanted.originNo(), caseNo));
    }
}
