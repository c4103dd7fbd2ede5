package org.govintegrity.evaluation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The indicators an evaluation was opened by, whatever the file says today. A text is parsed once, not for each unit. */
@Component
class FrozenRules {

    private static final int REMEMBERED = 16;

    private final JdbcClient jdbc;
    private final IndicatorRules rules;
    private final Map<String, RuleSet> parsed = new ConcurrentHashMap<>();

    FrozenRules(JdbcClient jdbc, IndicatorRules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    /** @param sha256 of the frozen text, by which it is remembered */
    RuleSet of(String caseNo, String sha256) {
        RuleSet known = parsed.get(sha256);
        if (known != null) {
            return known;
        }
        RuleSet read = rules.parse(jdbc.sql("select rules_text from evaluation where case_no = ?").param(caseNo).query(String.class).single());
        if (parsed.size() >= REMEMBERED) {
            parsed.clear();
        }
        parsed.put(sha256, read);
        return read;
    }

    /** Those of a unit, in the order of the version. */
    List<Indicator> of(EvaluatedUnit unit) {
        return IndicatorRules.applicable(of(unit.caseNo(), unit.rulesSha256()), unit.unitId(), unit.unitKind());
    }
}
