package org.govintegrity.objection.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.objection.ObjectionService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who the tasks of an objection go to, asked of the case and never of a variable. */
@ModelBean
@Component("objectionParties")
public class ObjectionParties {

    private final ObjectionService objections;

    ObjectionParties(@Lazy ObjectionService objections) {
        this.objections = objections;
    }

    public String desk(DelegateExecution execution) {
        return objections.desk(execution.getProcessBusinessKey());
    }

    public String answerer(DelegateExecution execution) {
        return objections.get(execution.getProcessBusinessKey()).answerer();
    }

    public String second(DelegateExecution execution) {
        return String.join(",", objections.secondDesk(execution.getProcessBusinessKey()));
    }
}
