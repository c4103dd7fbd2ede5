package org.govintegrity.complaint;

import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What everybody may read about complaints: those that were upheld, and answers for complainants who cannot be reached, each through the publication gate;
 * and how many there were about each unit. Never who complained, nor what they wrote.
 */
@Service
@Transactional
public class ComplaintPublicity {

    private final JdbcClient jdbc;
    private final Registry registry;
    private final ApplicationEventPublisher events;

    ComplaintPublicity(JdbcClient jdbc, Registry registry, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.events = events;
    }

    /**
     * Complaints about one unit that were taken in within a year; joined and withdrawn ones are not counted.
     *
     * @param taken    taken up
     * @param answered of these, answered at least once
     * @param onTime   of these, within the limit
     * @param upheld   of these, found right, wholly or in part, by the last answer
     */
    public record Count(String unitId, int received, int taken, int answered, int onTime, int upheld) {
    }

    /** What was found and has to be mended, at the end of an upheld complaint. */
    void upheld(Complaint c, FindingEntry finding, List<ComplaintProblem> problems) {
        List<String> text = new ArrayList<>(List.of("被投诉单位：" + registry.unit(c.unitId()).fullName(), "类别：" + c.categoryWords(), "核实结果：" + finding.findingWords(),
                "查明的事实：" + finding.facts()));
        problems.forEach(problem -> text.add("整改要求" + problem.seq() + "：" + problem.text() + (problem.mendBy() == null ? "" : "（" + ChineseDates.date(problem.mendBy()) + "前）")));
        events.publishEvent(new PublicationWanted(c.caseNo(), "complaint-upheld", registry.unit(c.unitId()).shortName() + "：" + c.categoryWords() + "投诉查实", text, List.of(), List.of()));
    }

    /** The answer, for whoever complained through an office without a name and so without any way to be told. */
    void answerUnreachable(Complaint c, FindingEntry finding) {
        if (Naming.of(c.naming()) == Naming.ANONYMOUS && Channel.of(c.channel()) != Channel.PORTAL) {
            events.publishEvent(new PublicationWanted(c.caseNo(), "complaint-answer", "对" + ChineseDates.date(c.receivedOn()) + "收到的" + c.categoryWords() + "匿名投诉的答复",
                    List.of("投诉编号：" + c.caseNo() + "（" + c.channelWords() + "）", finding.stageWords() + "结果：" + finding.findingWords(), finding.answer()), List.of(), List.of()));
        }
    }

    /** Units complained of, the most first. */
    @Transactional(readOnly = true)
    public List<Count> counts(int year) {
        return jdbc.sql("""
                        select unit_id, count(*) as received, sum(case when dispatched_on is not null then 1 else 0 end) as taken,
                               sum(case when answered_on is not null then 1 else 0 end) as answered,
                               sum(case when answered_on is not null and late_on is null then 1 else 0 end) as on_time,
                               sum(case when finding in ('upheld', 'partly') then 1 else 0 end) as upheld
                        from complaint where unit_id is not null and received_on between ? and ? and state not in ('joined', 'withdrawn')
                        group by unit_id order by 2 desc, 1""")
                .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).query(Rows.of(Count.class)).list();
    }
}
