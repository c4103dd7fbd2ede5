package org.govintegrity.evaluation.process;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.govintegrity.engine.DmnTables;
import org.govintegrity.evaluation.DecisionTables;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The tables that are delivered with the application, as they will be deployed in a moment; else those that are deployed already. */
@Component
class DeliveredTables implements DecisionTables {

    private final DmnTables deployed;
    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();

    DeliveredTables(@Lazy DmnTables deployed) {
        this.deployed = deployed;
    }

    @Override
    public Optional<Table> find(String key) {
        try {
            Resource[] found = files.getResources("classpath*:processes/**/" + key + ".dmn");
            if (found.length > 0) {
                try (InputStream content = found[0].getInputStream()) {
                    DmnDecision table = engine.parseDecision(key, content);
                    return Optional.of((value, day) -> points(() -> engine.evaluateDecisionTable(table, question(value, day)).getResultList()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + key + " cannot be read", e);
        } catch (DmnEngineException broken) {
            return Optional.empty();
        }
        try {
            deployed.rows(key, question(BigDecimal.ZERO, LocalDate.EPOCH));
            return Optional.of((value, day) -> points(() -> deployed.rows(key, question(value, day))));
        } catch (IllegalStateException | DmnEngineException unknown) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> question(BigDecimal value, LocalDate day) {
        return Map.of("value", value.doubleValue(), "day", Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE)));
    }

    private static Optional<BigDecimal> points(Supplier<List<Map<String, Object>>> answer) {
        try {
            List<Map<String, Object>> rows = answer.get();
            return rows.size() == 1 && rows.get(0).get("points") instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
        } catch (DmnEngineException overlapping) {
            return Optional.empty();
        }
    }
}
