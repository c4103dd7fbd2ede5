package org.govintegrity.credit;

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
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.io.PrintStream;

/**
 * The command {@code java -jar integrity-supervision.jar verify-credit-chain}: walks the chain with nothing but the database,
 * neither engine nor web, so that an auditor can run it against a copy.
 */
public final class VerifyChain {

    /** First argument that asks for this command instead of the application. */
    public static final String COMMAND = "verify-credit-chain";

    private VerifyChain() {
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
            JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
    @Import(ChainWalk.class)
    static class Setting {
    }

    /**
     * @param args further arguments are settings as the application takes them, for instance {@code --spring.datasource.url=…}
     * @return exit code: 0 intact, 1 broken, 2 not readable
     */
    public static int run(String[] args, PrintStream out) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Setting.class).web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF).logStartupInfo(false).properties("logging.level.root=ERROR").run(args)) {
            ChainReport report = context.getBean(ChainWalk.class).walk();
            if (report.intact()) {
                out.println("信用档案链完整：共" + report.links() + "条，链尾 " + report.head());
                return 0;
            }
            out.println("信用档案链在第" + report.brokenAt() + "条断开：" + report.problem() + "。此前" + report.links() + "条完整，最后一条完整的哈希为 " + report.head());
            return 1;
        } catch (RuntimeException e) {
            out.println("无法读取信用档案：" + rootCause(e).getMessage() + "。应用正在使用H2数据库文件时，请改用管理员页面“信用档案校验”，或者先停止应用。");
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
