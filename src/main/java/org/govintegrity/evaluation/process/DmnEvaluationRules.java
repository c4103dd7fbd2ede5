package org.govintegrity.evaluation.process;

import org.govintegrity.engine.DmnTables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Map;

/** The tables that score, asked of the running engine. */
@Component
class DmnEvaluationRules extends EvaluationTables {

    private final DmnTables tables;

    DmnEvaluationRules(@Lazy DmnTables tables) {
        this.tables = tables;
    }

    @Override
    Map<String, Object> row(String key, Map<String, Object> question) {
        return tables.row(key, question);
    }
}
