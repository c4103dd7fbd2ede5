package org.govintegrity.complaint;

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

/** Takes in the hotline's file. */
@Service
public class ComplaintImport extends SealedImport {

    /** Rows of one file (project default): they are taken in within one request, each with its process. */
    public static final int MAX_ROWS = 500;

    private final Complaints complaints;

    ComplaintImport(JdbcClient jdbc, Complaints complaints, IdentityVault vault, CaseNumbers numbers, ObjectMapper json, Clock clock) {
        super(jdbc, vault, numbers, json, clock, "complaint", "RX", MAX_ROWS, ComplaintTable.COLUMNS, ComplaintTable.NUMBER);
        this.complaints = complaints;
    }

    @Override
    protected Row understand(Map<String, String> cells, String by) {
        NewComplaint wanted = ComplaintTable.read(cells);
        List<String> problems = new ArrayList<>(ComplaintTable.unclear(cells));
        complaints.problems(wanted).stream().filter(p -> !problems.contains(p)).forEach(problems::add);
        if (!wanted.unit().isBlank() && complaints.findUnit(wanted.unit()).isEmpty()) {
            problems.add("“" + ComplaintTable.UNIT + "”不在单位名录中，请填写全称或者简称");
        }
        if (wanted.externalNo() != null) {
            complaints.known(Channel.HOTLINE, wanted.externalNo()).ifPresent(no -> problems.add("这件工单已经登记（" + no + "），没有重复登记"));
        }
        return new Row(wanted.externalNo(), problems, batchNo -> complaints.register(wanted, batchNo));
    }
}
