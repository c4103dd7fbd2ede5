package org.govintegrity.warning;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.credit.SealedImport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes in a monitor's file: good rows are signals; some come back for naming somebody. */
@Service
public class SignalImport extends SealedImport {

    /** Rows of one file (project default). */
    public static final int MAX_ROWS = 2_000;

    private final OutsideSignals signals;

    SignalImport(JdbcClient jdbc, OutsideSignals signals, IdentityVault vault, CaseNumbers numbers, ObjectMapper json, Clock clock) {
        super(jdbc, vault, numbers, json, clock, "warning", "WJ", MAX_ROWS, SignalTable.COLUMNS, SignalTable.REFERENCE);
        this.signals = signals;
    }

    @Override
    protected Row understand(Map<String, String> cells, String by) {
        OutsideSignals.NewSignal wanted = SignalTable.read(cells);
        List<String> problems = new ArrayList<>(signals.problems(wanted));
        boolean named = wanted.source() != null && wanted.reference() != null;
        if (named && signals.find(wanted.source(), wanted.reference()).isPresent()) {
            problems.add("这个来源编号已经登记，没有重复登记");
        }
        return new Row(named ? wanted.source() + "\n" + wanted.reference() : null, problems, batchNo -> signals.take(wanted, by, batchNo));
    }
}
