package org.govintegrity.warning;

import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;

/** Whether warnings are worth reading, measured on a time of which is known what was wrong where. */
@Service
public class WarningQuality {

    /** Days after a problem's end in which an alarm still counts as having found it (project default): a window looks back. */
    public static final int GRACE = 30;

    private final SignalRows rows;
    private final WarningRules rules;
    private final Registry registry;

    WarningQuality(SignalRows rows, WarningRules rules, Registry registry) {
        this.rows = rows;
        this.rules = rules;
        this.registry = registry;
    }

    /**
     * Plays every night of a time again, over what the families told until then, with the rules of the last day, each warning triaged after three days; raises nothing.
     * Beside it the same with plain thresholds, which look at nobody's past. An alarm is right if there is a problem of the unit that shows in a signal the alarm
     * goes by, at the time or up to {@link #GRACE} days after it, or as many as that signal's window has.
     *
     * @param planted all problems there are: an alarm without one counts as wrong
     * @param from    first night
     * @param to      last night
     */
    @Transactional(readOnly = true)
    public Quality.Measured measure(List<Planted> planted, LocalDate from, LocalDate to) {
        List<Watched> watched = rules.watched(to);
        List<String> units = registry.unitsOn(to).stream().map(Unit::id).toList();
        return new Replay(rules, watched, night -> Replay.night(rows.histories(watched, night, night), units, night)).measure(planted, from, to, GRACE);
    }
}
