package org.govintegrity.web;

import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.objection.Objection;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.repair.Repair;
import org.govintegrity.repair.RepairService;
import org.springframework.stereotype.Component;

import java.time.LocalDate;

/** What the reader may ask for at a record, for templates ({@code @redress}). */
@Component("redress")
public class RedressDoors {

    private final CurrentPerson me;
    private final RecordParties parties;
    private final ObjectionService objections;
    private final RepairService repairs;

    RedressDoors(CurrentPerson me, RecordParties parties, ObjectionService objections, RepairService repairs) {
        this.me = me;
        this.parties = parties;
        this.objections = objections;
        this.repairs = repairs;
    }

    /**
     * @param objectionNo running objection, or null
     * @param repairNo    running application, or null
     * @param repairFrom  first day for an application; null where none is possible at all
     * @param early       whether that day is still to come
     */
    public record Doors(String objectionNo, boolean mayObject, String repairNo, LocalDate repairFrom, boolean early) {
    }

    /** Null where the record is not the reader's. */
    public Doors doors(CreditRecord record) {
        if (parties.way(record, me.id()).isEmpty()) {
            return null;
        }
        String objection = objections.runningOn(record.recordNo()).map(Objection::caseNo).orElse(null);
        boolean repairable = record.standing().counts() && record.sanctionUntil() == null;
        return new Doors(objection, objection == null && ObjectionService.objectable(record), repairs.runningOn(record.recordNo()).map(Repair::caseNo).orElse(null),
                repairable ? record.terms().repairFrom() : null, record.readOn().isBefore(record.terms().repairFrom()));
    }
}
