package org.govintegrity.casefile;

import java.util.List;

/**
 * What is needed to open a case.
 *
 * @param prefix   letters before the year, for instance {@code JC}; null where {@code partOf} is given
 * @param partOf   number of the case whose part it is (it is then numbered {@code <partOf>-01} …), or null
 * @param parentNo number of the case it came from, or null
 */
public record NewCase(String prefix, String partOf, String kind, String title, String unitId, List<String> clauses, String parentNo) {

    public static NewCase numbered(String prefix, String kind, String title, String unitId, List<String> clauses, String parentNo) {
        return new NewCase(prefix, null, kind, title, unitId, clauses, parentNo);
    }

    public static NewCase part(String partOf, String kind, String title, String unitId, List<String> clauses) {
        return new NewCase(null, partOf, kind, title, unitId, clauses, partOf);
    }
}
