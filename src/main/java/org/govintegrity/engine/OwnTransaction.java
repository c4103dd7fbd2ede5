package org.govintegrity.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.function.Supplier;

/**
 * Does something that stands whatever becomes of the job it is called from: in a transaction of its own <em>and</em> an
 * engine command of its own. A new transaction alone would not do: the engine keeps what it has to write until the
 * command ends, so a process started inside would be written, or lost, with the job around it.
 */
@Component
public class OwnTransaction {

    private final ObjectProvider<ProcessEngine> engine;

    OwnTransaction(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    public <T> T call(Supplier<T> action) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequiresNew().execute(command -> action.get());
    }
}
