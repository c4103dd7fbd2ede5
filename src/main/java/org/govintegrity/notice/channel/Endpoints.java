package org.govintegrity.notice.channel;

import org.govintegrity.notice.NoticeSettings;
import org.govintegrity.notice.NoticeSettingsRefused;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configured places to send to, checked at start. */
@Component
class Endpoints {

    static final String PREFIX = "supervision.notice.channels";
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final Pattern SECRET = Pattern.compile("supervision\\.notice\\.channels\\.endpoints\\.[^.]+\\.(token|secret)");
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, NoticeSettings.Endpoint> all;
    private final Registry registry;

    Endpoints(NoticeSettings settings, Registry registry, ConfigurableEnvironment environment) {
        this.all = new TreeMap<>(settings.channels().endpoints());
        this.registry = registry;
        List<String> problems = new ArrayList<>(writtenInFiles(environment));
        try {
            TargetRules rules = new TargetRules(settings.channels(), host -> new InetAddress[0]);
            all.forEach((id, endpoint) -> check(id, endpoint, rules, problems));
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + ".allowed-addresses 里有不是网段的：请写成 10.20.0.0/16 这样。");
        }
        if (!problems.isEmpty()) {
            throw new NoticeSettingsRefused(problems);
        }
    }

    /** Ids of the endpoints of a channel that a group's notices go to. */
    Set<String> of(String channel, String group) {
        String unit = registry.unitOfGroup(group).map(one -> one.id()).orElse(null);
        if (unit == null && Role.of(group).isEmpty()) {
            return Set.of();   // one person's notices go to no group of people
        }
        return all.entrySet().stream().filter(entry -> entry.getValue().channel().equals(channel))
                .filter(entry -> entry.getValue().groups().contains(unit == null ? group : unit) || unit != null && entry.getValue().groups().contains("*"))
                .map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<NoticeSettings.Endpoint> find(String channel, String id) {
        return Optional.ofNullable(all.get(id)).filter(endpoint -> endpoint.channel().equals(channel));
    }

    /** Units come and go with the seeds, so a name that is not known stops nothing; somebody should see it all the same. */
    @EventListener
    void on(RegistryLoaded loaded) {
        all.forEach((id, endpoint) -> endpoint.groups().stream()
                .filter(group -> !group.equals("*") && registry.findUnit(group).isEmpty() && Role.of(group).isEmpty())
                .forEach(group -> LOG.warn("通知途径 {}.endpoints.{} 写的“{}”不是单位编号也不是角色，收不到通知", PREFIX, id, group)));
    }

    private static void check(String id, NoticeSettings.Endpoint endpoint, TargetRules rules, List<String> problems) {
        String at = "通知途径 " + PREFIX + ".endpoints." + id + "：";
        Vendor vendor = Vendor.of(endpoint.channel()).orElse(null);
        if (!id.matches("[a-z0-9]{1,40}")) {
            problems.add(at + "编号只能用小写字母和数字，以便用环境变量设置密钥。");
        }
        if (vendor == null) {
            problems.add(at + "channel 应为 " + Vendor.ids() + " 之一。");
            return;
        }
        if (endpoint.groups().isEmpty()) {
            problems.add(at + "没有写 groups（单位编号、角色，或者 * 代表所有单位）。");
        }
        rules.problem(vendor.url(endpoint)).ifPresent(problem -> problems.add(at + problem));
        if (vendor.needsToken && !endpoint.token().matches("[A-Za-z0-9_-]{8,200}")) {
            problems.add(at + "缺少机器人的令牌，或者写法不对（只要网址里令牌的部分）。请设置环境变量 " + variable(id, "TOKEN") + "。");
        }
        if (vendor.needsSecret && endpoint.secret().strip().length() < SHORTEST_SECRET) {
            problems.add(at + "缺少签名密钥，或者少于" + SHORTEST_SECRET + "个字符。请设置环境变量 " + variable(id, "SECRET") + "。");
        }
        if (vendor == Vendor.WEBHOOK && !decodable(endpoint.secret().strip())) {
            problems.add(at + "以 whsec_ 开头的密钥，其余部分应是 Base64。请核对 " + variable(id, "SECRET") + "。");
        }
        if (endpoint.perMinute() != null && endpoint.perMinute() < 1) {
            problems.add(at + "per-minute 应至少为1。");
        }
    }

    private static boolean decodable(String secret) {
        try {
            WebhookChannel.key(secret);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Secrets belong into the environment or a configuration tree; a file may only name where they are. */
    private static List<String> writtenInFiles(ConfigurableEnvironment environment) {
        List<String> problems = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file) {
                for (String name : file.getPropertyNames()) {
                    String key = name.toLowerCase(Locale.ROOT);
                    Object value = SECRET.matcher(key).matches() ? file.getProperty(name) : null;
                    if (value != null && !value.toString().isBlank() && !value.toString().matches("\\$\\{[^}:]+(:)?}")) {
                        problems.add("密钥“" + name + "”写在了配置文件里（" + source.getName() + "）：请从文件中删去，改用环境变量 "
                                + variable(key.split("\\.")[4], key.endsWith("token") ? "TOKEN" : "SECRET") + " 或者 configtree 文件夹。");
                    }
                }
            }
        }
        return problems;
    }

    private static String variable(String id, String what) {
        return "SUPERVISION_NOTICE_CHANNELS_ENDPOINTS_" + id.toUpperCase(Locale.ROOT) + "_" + what;
    }
}
