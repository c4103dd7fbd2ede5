package org.govintegrity.engine.task;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Enters every user task of every model into the case file's book, and takes it out when it ends in whatever way. */
@Component
public class TaskParseListener extends AbstractBpmnParseListener {

    private final ObjectProvider<TaskEntries> entries;

    TaskParseListener(ObjectProvider<TaskEntries> entries) {
        this.entries = entries;
    }

    @Override
    public void parseUserTask(Element userTask, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, created -> entries.getObject().opened(created));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, done -> entries.getObject().closed(done, "completed"));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, gone -> entries.getObject().closed(gone, "cancelled"));
    }
}
