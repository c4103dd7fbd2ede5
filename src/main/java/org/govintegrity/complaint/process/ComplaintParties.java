package org.govintegrity.complaint.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.ComplaintResponse;
import org.govintegrity.engine.ModelBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who handles a complaint and how long its answer may be objected to, asked of the case and never of a variable that people could have set. */
@ModelBean
@Component("complaintParties")
public class ComplaintParties {

    private final Complaints complaints;

    ComplaintParties(@Lazy Complaints complaints) {
        this.complaints = complaints;
    }

    /** The unit that verifies; never the body complained of. */
    public String handler(DelegateExecution execution) {
        return complaints.get(execution.getProcessBusinessKey()).handler();
    }

    public String responseRule(DelegateExecution execution) {
        return ComplaintResponse.rule(complaints.get(execution.getProcessBusinessKey()));
    }
}
