package org.govintegrity.credit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import liquibase.integration.spring.SpringLiquibase;
import org.springframework.core.io.DefaultResourceLoader;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;

/** The command that walks the chain without the application. */
class VerifyChainTest {

    @Test
    void saysWhetherTheChainHolds(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("archive");
        var database = new DriverManagerDataSource(url, "sa", "");
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(database);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog("classpath:db/changelog/modules/credit.yaml");
        liquibase.afterPropertiesSet();
        JdbcClient jdbc = JdbcClient.create(database);
        JdbcTemplate batch = new JdbcTemplate(database);
        CreditArchive archive = new CreditArchive(jdbc, batch, new CreditSubjects(jdbc, batch,
                new IdentityVault(new IdentitySettings("a key of a test, long enough to be one")), Clock.systemUTC()), Clock.systemUTC(), event -> { });
        for (int i = 0; i < 3; i++) {
            NewRecord entry = CreditSamples.entry("k" + i, CreditSamples.TERMS, false);
            new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(s -> archive.record(entry, "区自然资源局", "credit1"));
        }
        assertThat(run(url, 0)).contains("完整").contains("共3条");
        jdbc.sql("update credit_record set facts = '没有此事' where seq = 2").update();
        assertThat(run(url, 1)).contains("第2条断开").contains("改动");
        assertThat(run("jdbc:h2:file:" + folder.resolve("nothing-here") + ";IFEXISTS=TRUE", 2)).contains("无法读取");
    }

    private static String run(String url, int expected) {
        var out = new ByteArrayOutputStream();
        int code = VerifyChain.run(new String[]{"--spring.datasource.url=" + url, "--spring.datasource.username=sa", "--spring.datasource.password="},
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        return out.toString(StandardCharsets.UTF_8);
    }
}
