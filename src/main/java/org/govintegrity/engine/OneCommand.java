package org.govintegrity.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.function.Supplier;

/**
 * Does several things with the engine in one transaction <em>and</em> one engine command: what one of them has read, the next
 * need not read again, and all is written once at the end. A transaction alone would make each call a command of its own.
 */
@Component
public class OneCommand {

    private final ObjectProvider<ProcessEngine> engine;

    OneCommand(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    public <T> T call(Supplier<T> action) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(command -> action.get());
    }
}
