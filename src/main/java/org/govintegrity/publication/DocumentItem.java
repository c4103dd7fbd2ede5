package org.govintegrity.publication;

import java.time.LocalDate;

/** How a text stands at the gate; the columns say what each is, the states are those of {@link PublicationItem}. */
public record DocumentItem(String caseNo, String originNo, String kind, String title, String body, String state, String gate, String reason, String basis, String shown,
                           LocalDate publishedOn, LocalDate shownUntil, LocalDate takenDownOn) {

    /** The state in words. */
    public String stateWords() {
        return switch (state) {
            case PublicationItem.REVIEWING -> "审查中";
            case PublicationItem.PUBLISHED -> "公开中";
            case PublicationItem.WITHHELD -> "不予公开";
            default -> "已撤下";
        };
    }
}
