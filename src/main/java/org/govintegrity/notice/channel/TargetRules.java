package org.govintegrity.notice.channel;

import org.govintegrity.notice.NoticeSettings;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be called: hosts on the configured list over TLS, and of their addresses only public ones, unless a network is
 * listed. A name that leads to this machine, to the office's own network or to a cloud's metadata service is refused after it was
 * looked up, and the connection goes to the very address that was looked at (see {@link OutboundPost}).
 */
class TargetRules {

    /** What {@link InetAddress} has no word for: this network, shared addresses, tests, benchmarks, future use; unique local, NAT64, 6to4, Teredo. */
    private static final List<IpAddressMatcher> NOT_PUBLIC = Stream.of("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "fc00::/7", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "2001:db8::/32",
            "::/96").map(IpAddressMatcher::new).toList();

    private final List<String> hosts;
    private final List<IpAddressMatcher> listed;
    private final boolean loopback;
    private final HostLookup lookup;

    /** @throws IllegalArgumentException if a network is not written as one */
    TargetRules(NoticeSettings.Channels settings, HostLookup lookup) {
        this.hosts = settings.allowedHosts().stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
        this.listed = settings.allowedAddresses().stream().map(network -> new IpAddressMatcher(network.strip())).toList();
        this.loopback = settings.loopback();
        this.lookup = lookup;
    }

    /** @return what is wrong with an address as configured, and what to do; empty if it may be called */
    Optional<String> problem(String url) {
        URI target;
        try {
            target = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("网址写法不对，请写成 https://主机/路径。");
        }
        if (target.getHost() == null || target.getUserInfo() != null || target.getRawQuery() != null || target.getRawFragment() != null) {
            return Optional.of("网址应为 https://主机/路径，不带账号、问号和井号；令牌用 token 设置。");
        }
        boolean self = loopback && loopbackName(target.getHost());
        if (!"https".equals(target.getScheme()) && !(self && "http".equals(target.getScheme()))) {
            return Optional.of("只能用 https（本机试用除外：supervision.notice.channels.loopback=true）。");
        }
        if (!self && !hosts.contains(entry(target))) {
            return Optional.of("主机“" + entry(target) + "”不在允许的名单里。确实可信的，请加到 supervision.notice.channels.allowed-hosts。");
        }
        return Optional.empty();
    }

    /**
     * Looks a host up.
     *
     * @throws ForbiddenTarget      if any of its addresses must not be called
     * @throws UnknownHostException if there is no such host
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookup.addresses(host);
        if (found.length == 0) {
            throw new UnknownHostException("no address");
        }
        for (InetAddress address : found) {
            if (!allowed(address)) {
                throw new ForbiddenTarget("目标主机解析到了内网或者本机地址，已拒绝。确实可信的，请把网段加到 supervision.notice.channels.allowed-addresses");
            }
        }
        return found;
    }

    private boolean allowed(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");   // without the network card's name
        if (listed.stream().anyMatch(network -> network.matches(text))) {
            return true;
        }
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        return !address.isAnyLocalAddress() && !address.isLinkLocalAddress() && !address.isSiteLocalAddress() && !address.isMulticastAddress()
                && NOT_PUBLIC.stream().noneMatch(network -> network.matches(text));
    }

    /** {@code host} on the port of https, else {@code host:port}. */
    private static String entry(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        return target.getPort() < 0 || target.getPort() == 443 ? host : host + ":" + target.getPort();
    }

    private static boolean loopbackName(String host) {
        String bare = host.replaceAll("^\\[|]$", "");
        try {
            // only literals: a name could be anything by the time it is called
            return bare.equals("localhost") || bare.matches("[0-9.]+|[0-9a-fA-F:]+") && InetAddress.getByName(bare).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
