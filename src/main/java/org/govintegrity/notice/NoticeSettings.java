package org.govintegrity.notice;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;
import java.util.Map;

/**
 * How notices go out besides the application and mail.
 *
 * @param templates folder with the office's own texts of notices, named like ours; empty: ours are used
 */
@ConfigurationProperties("supervision.notice")
public record NoticeSettings(@DefaultValue("") String templates, @DefaultValue Channels channels) {

    /**
     * @param allowedHosts     hosts that may be called, {@code host} for the port 443 or {@code host:port}; none of their subdomains
     * @param allowedAddresses networks such as {@code 10.20.0.0/16} that hosts may lie in although they are not public
     * @param loopback         whether this machine may be called, also without TLS; for trials
     * @param endpoints        by id, letters and digits, so that their secrets can be set in the environment
     */
    public record Channels(@DefaultValue List<String> allowedHosts, @DefaultValue List<String> allowedAddresses, @DefaultValue("false") boolean loopback,
                           Map<String, Endpoint> endpoints) {

        public Channels {
            allowedHosts = allowedHosts == null ? List.of() : List.copyOf(allowedHosts);
            allowedAddresses = allowedAddresses == null ? List.of() : List.copyOf(allowedAddresses);
            endpoints = endpoints == null ? Map.of() : Map.copyOf(endpoints);
        }
    }

    /**
     * Where something is sent to.
     *
     * @param channel   id of the channel, such as {@code WEBHOOK}
     * @param name      what people call it, such as 区财政局工作群
     * @param groups    units and central roles whose notices it gets; {@code *} = every unit
     * @param url       without what must be kept secret; empty: the vendor's
     * @param token     what the vendor gave the robot to be known by; only from the environment or a configuration tree
     * @param secret    key of the signature; likewise
     * @param perMinute how often it may be called within a minute; null: as the vendor's documentation says
     */
    public record Endpoint(@DefaultValue("") String channel, @DefaultValue("") String name, @DefaultValue List<String> groups, @DefaultValue("") String url,
                           @DefaultValue("") String token, @DefaultValue("") String secret, Integer perMinute) {

        public Endpoint {
            groups = groups == null ? List.of() : List.copyOf(groups);
        }

        /** Without what must be kept secret. */
        @Override
        public String toString() {
            return "Endpoint[" + channel + " " + name + "]";
        }
    }
}
