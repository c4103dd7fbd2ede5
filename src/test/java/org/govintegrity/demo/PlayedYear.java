package org.govintegrity.demo;

import org.govintegrity.SupervisionApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;

/** A started application whose year has been played, as {@code mvn spring-boot:run} starts it. */
final class PlayedYear implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    final JdbcClient jdbc;

    PlayedYear(Path folder, String... more) {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        context = new SpringApplicationBuilder(SupervisionApplication.class).run(Stream.concat(Stream.of("--spring.profiles.active=demo-year", "--server.port=0", "--spring.jmx.enabled=false",
                "--camunda.bpm.job-execution.enabled=false", "--supervision.demo-year.folder=" + folder), Stream.of(more)).toArray(String[]::new));
        jdbc = context.getBean(JdbcClient.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** What happened, in one sum: every case with its end, every task with who did it when, every notice, record and score. */
    String story() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String sql : List.of("select case_no, kind, unit_id, opened_at, closed_at, outcome from casefile_case order by case_no",
                "select case_no, task_key, item, owner_group, rule_id, due_on, opened_at, closed_at, closed_by from casefile_task order by case_no, task_key, item, opened_at, closed_at, owner_group",
                "select notice_no, template, case_no, addressee, issued_at from notice order by notice_no",
                "select record_no, kind, breach_class, document_no, hash from credit_record order by record_no",
                "select unit_case_no, version, stage, total, grade from evaluation_score order by unit_case_no, version")) {
            jdbc.sql(sql).query((row, i) -> {
                StringBuilder line = new StringBuilder();
                for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
                    line.append(row.getString(c)).append('|');
                }
                return line.append('\n').toString();
            }).list().forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    LocalDateTime end() {
        return bean(DemoYear.class).end();
    }

    @Override
    public void close() {
        context.close();
    }
}
