package org.govintegrity.web;

import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.Campaign;
import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Component;

import java.util.List;

/** Which campaigns somebody may see, on the pages and as data: the central offices all, others those their unit takes part in. */
@Component
public class AppraisalDesk {

    private final CurrentPerson me;
    private final AppraisalService campaigns;

    AppraisalDesk(CurrentPerson me, AppraisalService campaigns) {
        this.me = me;
        this.campaigns = campaigns;
    }

    /** Newest first. */
    public List<Campaign> all() {
        return campaigns.all(unitOnly());
    }

    /** @throws Refusal (not found), as if it did not exist, for a unit that takes no part */
    public Campaign read(String caseNo) {
        Campaign campaign = campaigns.get(caseNo);
        String unit = unitOnly();
        if (unit != null && !campaigns.units(caseNo).contains(unit)) {
            throw Refusal.notFound("没有编号为“" + caseNo + "”的评议活动，请核对编号。");
        }
        return campaign;
    }

    /** Of a campaign that may be read: the units whose results and reviews are for this reader. */
    public List<String> units(String caseNo) {
        String unit = unitOnly();
        return unit == null ? campaigns.units(caseNo) : List.of(unit);
    }

    /** The reader's unit, beyond which they see nothing; null for the central offices. */
    public String unitOnly() {
        return me.districtWide() ? null : me.person().map(person -> person.unitId()).orElse("-");
    }
}
