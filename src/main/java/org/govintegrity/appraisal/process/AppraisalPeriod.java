package org.govintegrity.appraisal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.ModelBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Date;

/** Until when votes are taken, asked of the campaign and never of a variable. */
@ModelBean
@Component("appraisalPeriod")
public class AppraisalPeriod {

    private final AppraisalService campaigns;

    AppraisalPeriod(@Lazy AppraisalService campaigns) {
        this.campaigns = campaigns;
    }

    /** A {@code java.util.Date}, for the engine refuses {@code java.time}. */
    public Date end(DelegateExecution execution) {
        return ChineseDates.endOfDay(campaigns.get(execution.getProcessBusinessKey()).periodTo());
    }
}
