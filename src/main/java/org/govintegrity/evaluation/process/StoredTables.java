package org.govintegrity.evaluation.process;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The decision tables as they are deployed, read from the database without the process engine, for the command that works out
 * scores anew on a copy of it.
 */
public class StoredTables extends EvaluationTables {

    private final JdbcClient jdbc;
    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, DmnDecision> tables = new ConcurrentHashMap<>();

    public StoredTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    Map<String, Object> row(String key, Map<String, Object> question) {
        return engine.evaluateDecisionTable(tables.computeIfAbsent(key, this::latest), question).getSingleResult().getEntryMap();
    }

    /** The same version of the table as the application asks. */
    private DmnDecision latest(String key) {
        byte[] table = jdbc.sql("""
                        select b.BYTES_ from ACT_RE_DECISION_DEF d join ACT_GE_BYTEARRAY b on b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ and b.NAME_ = d.RESOURCE_NAME_
                        where d.KEY_ = ? order by d.VERSION_ desc fetch first 1 rows only""").param(key).query(byte[].class).optional()
                .orElseThrow(() -> new IllegalStateException("数据库里没有判定表" + key));
        return engine.parseDecision(key, new ByteArrayInputStream(table));
    }
}
