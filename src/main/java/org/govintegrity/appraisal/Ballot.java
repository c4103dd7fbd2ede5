package org.govintegrity.appraisal;

import java.util.List;

/**
 * A vote as it was sent in, not checked yet.
 *
 * @param grade   code of a {@link Grade}
 * @param reasons codes of {@link Reason}s; required with a bad grade
 * @param comment at most 500 characters, or null
 * @param contact how somebody wants to be called back about a bad grade, or null
 */
public record Ballot(String grade, List<String> reasons, String comment, String contact) {
}
