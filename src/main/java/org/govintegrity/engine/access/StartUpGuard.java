package org.govintegrity.engine.access;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses to start where it would be unsafe: demonstration accounts on an address others reach, or production without
 * its secrets or its database. Looked at before any bean is made, so nothing is half started.
 */
@Configuration
class StartUpGuard {

    private static final String STRONG = "(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[^A-Za-z0-9]).{10,}";

    @Bean
    static BeanFactoryPostProcessor refuseUnsafeConfiguration(Environment environment) {
        return factory -> {
            List<String> problems = problems(environment);
            if (!problems.isEmpty()) {
                throw new UnsafeConfiguration(problems);
            }
        };
    }

    static List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        boolean demo = environment.getProperty("supervision.accounts.demo", Boolean.class, false);
        String address = environment.getProperty("server.address", "");
        if (demo && !loopback(address)) {
            problems.add("演示账号（supervision.accounts.demo=true）只能用于本机：server.address 现为“" + address
                    + "”，请改回 127.0.0.1，或者用 prod 配置正式运行。");
        }
        if (!demo && !environment.getProperty("supervision.accounts.admin-password", "").matches(STRONG)) {
            problems.add("缺少首个管理员密码，或者太简单：请设置环境变量 SUPERVISION_ADMIN_PASSWORD（至少10位，含大小写字母、数字和符号）。");
        }
        if (environment.acceptsProfiles(Profiles.of("prod"))) {
            if (environment.acceptsProfiles(Profiles.of("demo-year"))) {
                problems.add("演示年度（demo-year）的数据全部虚构，不能和正式运行（prod）一起使用：请从 spring.profiles.active 中去掉其中一个。");
            }
            if (demo) {
                problems.add("正式运行不能带演示账号：请去掉 supervision.accounts.demo=true。");
            }
            if (!environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
                problems.add("正式运行使用 PostgreSQL：请设置环境变量 SUPERVISION_DB_URL，例如 jdbc:postgresql://127.0.0.1:5432/supervision。");
            }
            if (environment.getProperty("spring.datasource.password", "").isBlank() || environment.getProperty("spring.datasource.username", "").isBlank()) {
                problems.add("缺少数据库账号或密码：请设置环境变量 SUPERVISION_DB_USER 和 SUPERVISION_DB_PASSWORD。");
            }
            String identityKey = environment.getProperty("supervision.identity.key", "");
            if (identityKey.length() < 32 || identityKey.startsWith("demonstration")) {
                problems.add("缺少身份号码的加密密钥，或者太短：请设置环境变量 SUPERVISION_IDENTITY_KEY（至少32个字符的随机串，与数据库备份分开保管，丢失后已登记的身份号码无法读取）。");
            }
        }
        return problems;
    }

    private static boolean loopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
