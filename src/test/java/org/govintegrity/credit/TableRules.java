package org.govintegrity.credit;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The delivered table of ratings, without the application around it. */
final class TableRules implements RatingRules {

    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final DmnDecision table;
    private final Map<List<Integer>, Verdict> known = new ConcurrentHashMap<>();

    private TableRules(byte[] file) {
        table = engine.parseDecision("credit-rating", new ByteArrayInputStream(file));
    }

    static TableRules fromFiles() {
        try {
            return new TableRules(Files.readAllBytes(Path.of("processes/rules/credit-rating.dmn")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Verdict rate(LocalDate day, int serious, int general, int minor) {
        return known.computeIfAbsent(List.of(serious, general, minor), counts -> {
            DmnDecisionResult result = engine.evaluateDecision(table, Map.of("serious", serious, "general", general, "minor", minor, "day", 20240101));
            return new Verdict(RatingLevel.of(result.getSingleResult().getEntry("level")), "", true);
        });
    }

    @Override
    public Lists lists(LocalDate day) {
        throw new UnsupportedOperationException("not asked here");
    }
}
