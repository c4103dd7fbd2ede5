package org.govintegrity.accountability;

import java.util.List;

/**
 * What is proposed to the authority.
 *
 * @param personId      somebody of the unit, or null for the unit as such
 * @param evidence      what proves it, one line each; at least one
 * @param ruleText      statute or rule and article
 * @param circumstances what weighs for and against (政务处分法 第11、13条)
 * @param suggestion    what is suggested; the authority is free in its decision
 */
public record AccountabilityProposal(String personId, String facts, List<String> evidence, String ruleText, String circumstances, String suggestion,
                                     String recipient) {
}
