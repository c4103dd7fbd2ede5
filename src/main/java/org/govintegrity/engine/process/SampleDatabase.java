package org.govintegrity.engine.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.govintegrity.database.DatabaseGrowth;
import org.springframework.stereotype.Component;

/** Keeps the sizes of the day: what the model {@code database-sample} does each night. */
@Component("sampleDatabase")
class SampleDatabase implements JavaDelegate {

    private final DatabaseGrowth growth;

    SampleDatabase(DatabaseGrowth growth) {
        this.growth = growth;
    }

    @Override
    public void execute(DelegateExecution execution) {
        growth.sample();
    }
}
