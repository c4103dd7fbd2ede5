package org.govintegrity.engine.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.ModelBean;
import org.springframework.stereotype.Component;

import java.util.Date;

/** {@code ${deadline.of('rule', execution)}} in a model's timer: the end of the last day of that limit. */
@ModelBean
@Component("deadline")
public class DeadlineBean {

    private final TaskBook book;

    DeadlineBean(TaskBook book) {
        this.book = book;
    }

    /** A {@code java.util.Date}, for the engine refuses {@code java.time}. The sum is stored with the case. */
    public Date of(String rule, DelegateExecution execution) {
        return ChineseDates.endOfDay(book.timer(execution.getId(), execution.getProcessInstanceId(),
                execution.getProcessBusinessKey(), rule, "工作日历变更，重新计算"));
    }

    /**
     * {@code ${deadline.past('rule of the task', 'rule of the grace', execution)}}: the end of the last day of grace beyond a
     * task's due date, extensions of the task included.
     */
    public Date past(String taskRule, String grace, DelegateExecution execution) {
        return ChineseDates.endOfDay(book.grace(execution.getId(), execution.getProcessInstanceId(),
                execution.getProcessBusinessKey(), taskRule, grace, "办理期限变更，宽限期随之调整"));
    }
}
