package org.govintegrity.credit;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code supervision.identity}.
 *
 * @param key at least 32 characters, from the environment; whoever has it and the database can read identity numbers, and
 *            without it they cannot be read or found any more
 */
@ConfigurationProperties("supervision.identity")
public record IdentitySettings(String key) {

    public IdentitySettings {
        if (key == null || key.length() < 32) {
            throw new IllegalArgumentException("supervision.identity.key 至少32个字符。请设置环境变量 SUPERVISION_IDENTITY_KEY，并与数据库分开保管。");
        }
    }

    @Override
    public String toString() {
        return "IdentitySettings[key=…]";
    }
}
