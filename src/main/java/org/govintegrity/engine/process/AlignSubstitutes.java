package org.govintegrity.engine.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.govintegrity.engine.task.SubstituteLinks;
import org.springframework.stereotype.Component;

/** Absences begin and end with their days: what the model {@code absence} does every few minutes. */
@Component("alignSubstitutes")
class AlignSubstitutes implements JavaDelegate {

    private final SubstituteLinks links;

    AlignSubstitutes(SubstituteLinks links) {
        this.links = links;
    }

    @Override
    public void execute(DelegateExecution execution) {
        links.align();
    }
}
