package org.govintegrity.engine;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.govintegrity.engine.task.GuardedFormService;
import org.govintegrity.engine.task.GuardedTaskService;
import org.govintegrity.engine.task.TaskGate;
import org.govintegrity.engine.task.TaskParseListener;
import org.govintegrity.engine.task.TeamAuthorizations;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** Puts the house rules into the engine: every way to finish or take a task passes the {@link TaskGate}. */
@Component
class HouseRulesPlugin extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;
    private final TaskGate gate;
    private final TaskParseListener taskParseListener;

    HouseRulesPlugin(ApplicationContext context, TaskGate gate, TaskParseListener taskParseListener) {
        this.context = context;
        this.gate = gate;
        this.taskParseListener = taskParseListener;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        ((SpringProcessEngineConfiguration) engine).setBeans(new AllowListedBeans(context));
        engine.setResourceAuthorizationProvider(new TeamAuthorizations());
        engine.setTaskService(new GuardedTaskService(gate));
        engine.setFormService(new GuardedFormService(gate));
        if (engine.getCustomPostBPMNParseListeners() == null) {
            engine.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        engine.getCustomPostBPMNParseListeners().add(taskParseListener);
        List<CommandInterceptor> before = engine.getCustomPreCommandInterceptorsTxRequired() == null
                ? new ArrayList<>() : new ArrayList<>(engine.getCustomPreCommandInterceptorsTxRequired());
        before.add(0, new RefusalNoticing());
        engine.setCustomPreCommandInterceptorsTxRequired(before);
    }

    /** Keeps what was refused where the answer to the request can be made from it ({@link Refusals}). */
    private static class RefusalNoticing extends CommandInterceptor {
        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                Refusals.notice(e);
                throw e;
            }
        }
    }
}
