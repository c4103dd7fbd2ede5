package org.govintegrity.proposal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.proposal.Assist;
import org.govintegrity.proposal.Promise;
import org.govintegrity.proposal.Promises;
import org.govintegrity.proposal.ProposalService;
import org.govintegrity.proposal.Proposals;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.List;

/** Who and what the steps of a proposal are about, asked of the case and never of a variable that people could have set. */
@ModelBean
@Component("proposalParties")
public class ProposalParties {

    private final Proposals proposals;
    private final ProposalService service;
    private final Promises promises;

    ProposalParties(@Lazy Proposals proposals, @Lazy ProposalService service, @Lazy Promises promises) {
        this.proposals = proposals;
        this.service = service;
        this.promises = promises;
    }

    public boolean assisted(DelegateExecution execution) {
        return !assisting(execution).isEmpty();
    }

    public List<String> assisting(DelegateExecution execution) {
        return proposals.assists(caseNo(execution)).stream().map(Assist::unitId).toList();
    }

    /** The unit whose opinion this one of several tasks is. */
    public String assistant(DelegateExecution execution) {
        String item = item(execution);
        return assisting(execution).stream().filter(item::equals).findFirst()
                .orElseThrow(() -> new IllegalStateException(item + " does not assist in " + caseNo(execution)));
    }

    public List<String> recipients(DelegateExecution execution) {
        return service.recipients(caseNo(execution)).stream().map(signer -> String.valueOf(signer.seq())).toList();
    }

    public List<String> promises(DelegateExecution execution) {
        return promises.open(caseNo(execution)).stream().map(Promise::seq).map(String::valueOf).toList();
    }

    public boolean kept(DelegateExecution execution) {
        return promises.get(caseNo(execution), Integer.parseInt(item(execution))).keptOn() != null;
    }

    private static String caseNo(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private static String item(DelegateExecution execution) {
        return (String) execution.getVariable("item");
    }
}
