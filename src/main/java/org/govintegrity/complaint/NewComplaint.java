package org.govintegrity.complaint;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A complaint as it is handed in.
 *
 * @param unit          name or id of the body complained of, as given
 * @param facts         as written, at most {@link Complaints#LONGEST_FACTS} characters
 * @param arrearsAmount yuan; null unless it is about arrears
 * @param arrearsFrom   first day of being overdue; null unless it is about arrears
 * @param ticket        of the form it comes from; null where there is none
 * @param externalNo    number of the hotline or of the office above; null where there is none
 * @param withCode      whether the complainant gets a secret code
 */
public record NewComplaint(Channel channel, Naming naming, Category category, String unit, String facts, BigDecimal arrearsAmount, LocalDate arrearsFrom,
                           Informer informer, List<Upload> uploads, String ticket, String externalNo, boolean withCode) {

    public NewComplaint {
        uploads = List.copyOf(uploads);
    }

    /** A file as it came. */
    public record Upload(String name, byte[] content) {
    }

    @Override
    public String toString() {
        return "NewComplaint[" + channel + ", " + category + "]";
    }
}
