package org.govintegrity.publication;

import org.govintegrity.common.Refusal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The steps of the publication gate, whatever passes through it: records of the archive ({@link PublicationService}), texts
 * ({@link DocumentGate}) or rows of public registers ({@link RowGate}).
 */
public interface Gate {

    /**
     * Takes in a review of what the case is about.
     *
     * @param gate     {@code secrecy} or {@code privacy}
     * @param withheld reasons by number; for all where the key is {@code null}
     * @return whether anything is left
     * @throws org.govintegrity.common.Refusal if a reason is missing or a number is none of those under review
     */
    boolean review(String caseNo, String gate, Map<String, String> withheld);

    /** Looks for what points to a person in what would be shown; it is masked, and what was found is noted for the reviewer. */
    void screenPrivacy(String caseNo);

    /** Holds back what is about people. */
    void excludePersons(String caseNo);

    /** @return whether anything is left */
    boolean checkBasis(String caseNo);

    /** Publishes what has passed; a second run publishes nothing twice. */
    void publish(String caseNo);

    void closeWithheld(String caseNo);

    /** At the end of the process, whichever: what was still under review is not published. */
    void abandon(String caseNo);

    /**
     * What a reviewer wants held back, one by one.
     *
     * @param withheld  reasons by number; for all under review where the key is {@code null}
     * @param reviewing numbers under review
     * @throws Refusal if a reason is missing or a number is none of those under review
     */
    static Map<String, String> reasons(Map<String, String> withheld, Collection<String> reviewing) {
        Map<String, String> reasons = new LinkedHashMap<>();
        withheld.forEach((no, reason) -> {
            if (reason == null || reason.strip().length() < 5) {
                throw Refusal.invalid("不予公示的，请逐条写明理由（至少5个字）。");
            }
            if (no == null) {
                reviewing.forEach(each -> reasons.put(each, reason.strip()));
            } else if (reviewing.contains(no.strip())) {
                reasons.put(no.strip(), reason.strip());
            } else {
                throw Refusal.invalid("本案没有正在审查的记录“" + (no.length() > 40 ? no.substring(0, 40) + "…" : no) + "”，请照表上方所列的记录编号填写。");
            }
        });
        return reasons;
    }

    /** A review in words, for the timeline. */
    static String reviewed(String gate, int withheld, int reviewed) {
        return (gate.equals("secrecy") ? "保密审查：" : "隐私和第三方审查：") + (withheld == 0 ? "全部可以公示" : withheld + "条不予公示") + "，其余" + (reviewed - withheld) + "条";
    }
}
