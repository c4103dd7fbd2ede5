package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditLists;
import org.govintegrity.credit.RatingRules;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;

/** The red and the black list for the page and the API. */
@Component
public class CreditListView {

    private final CreditDesk desk;
    private final CreditFiles files;
    private final CreditLists lists;
    private final RatingRules rules;

    CreditListView(CreditDesk desk, CreditFiles files, CreditLists lists, RatingRules rules) {
        this.desk = desk;
        this.files = files;
        this.lists = lists;
        this.rules = rules;
    }

    public record Lists(LocalDate asOf, RatingRules.Lists rule, List<CreditLists.Listed> blackUnits, CreditLists.Page blackOrganisations, List<CreditLists.Listed> redUnits) {

        /** How many units are on the red list that day. */
        public long redNow() {
            return redUnits.stream().filter(one -> one.onListOn(asOf)).count();
        }
    }

    /**
     * @param asOf ISO, or empty for today
     * @throws Refusal (forbidden) without a central office, (invalid) for a day that is none or lies ahead
     */
    public Lists on(String asOf, int page, int size) {
        desk.requireCentral();
        LocalDate day = files.day(asOf);
        return new Lists(day, rules.lists(day), lists.blackUnits(day), lists.blackOrganisations(day, page, size), lists.red(day));
    }
}
