package org.govintegrity.engine.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.casefile.Cases;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

/** Who a task goes to, asked of the case file and never of a process variable, which people could have set. */
@ModelBean
@Component("parties")
public class PartiesBean {

    private final Cases cases;

    PartiesBean(Cases cases) {
        this.cases = cases;
    }

    /** The group of the unit the case is about. */
    public String unit(DelegateExecution execution) {
        return cases.get(execution.getProcessBusinessKey()).unitId();
    }

    /** The group of that unit's head. */
    public String unitHead(DelegateExecution execution) {
        return Registry.headGroup(unit(execution));
    }
}
