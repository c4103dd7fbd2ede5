package org.govintegrity.appraisal;

import java.time.LocalDate;
import java.util.List;

/** What is needed to open a campaign; checked when it is opened. */
public record NewCampaign(String title, LocalDate from, LocalDate to, List<String> unitIds) {
}
