package org.govintegrity.evaluation.process;

import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.Recomputation;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * The command {@code java -jar integrity-supervision.jar recompute-evaluation KP-2026-0001}: works out all scores of a year anew with
 * nothing but the database, neither engine nor web, so that an auditor can run it against a copy years later.
 */
public final class RecomputeEvaluation {

    /** First argument that asks for this command instead of the application. */
    public static final String COMMAND = "recompute-evaluation";

    private RecomputeEvaluation() {
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
            JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Setting {

        @Bean
        Recomputation recomputation(JdbcClient jdbc) {
            return Recomputation.alone(jdbc, new StoredTables(jdbc));
        }
    }

    /**
     * @param args number of the evaluation, then settings as the application takes them, for instance {@code --spring.datasource.url=…}
     * @return exit code: 0 all the same, 1 something differs, 2 not readable or no such evaluation
     */
    public static int run(String[] args, PrintStream out) {
        if (args.length == 0 || args[0].startsWith("--")) {
            out.println("请写明考核评价的编号，例如：java -jar integrity-supervision.jar " + COMMAND + " KP-2026-0001");
            return 2;
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Setting.class).web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF).logStartupInfo(false).properties("logging.level.root=ERROR").run(Arrays.copyOfRange(args, 1, args.length))) {
            Recomputation.Report report = context.getBean(Recomputation.class).run(args[0]);
            report.problems().forEach(out::println);
            report.verdicts().forEach(verdict -> out.println((verdict.same() ? "一致　" : "不一致　") + verdict.unitName() + "（" + verdict.unitId() + "）登记" + verdict.stored() + "分，重算"
                    + verdict.computed() + "分" + (verdict.same() ? "" : "：" + String.join("；", verdict.problems()))));
            out.println(report.year() + "年度考核评价" + args[0] + "：重算" + report.verdicts().size() + "个单位，" + (report.same() ? "全部一致。" : report.different() + "个单位不一致。"));
            return report.same() ? 0 : 1;
        } catch (Refusal refusal) {
            out.println(refusal.getMessage());
            return 2;
        } catch (RuntimeException e) {
            out.println("无法读取考核评价：" + rootCause(e).getMessage() + "。应用正在使用H2数据库文件时，请改用评价页的“重新计算并核对”，或者先停止应用。");
            return 2;
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
