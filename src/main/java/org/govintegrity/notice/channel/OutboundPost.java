package org.govintegrity.notice.channel;

import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;
import org.govintegrity.notice.NoticeSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one door to other systems. It calls only what {@link TargetRules} allow, and connects to the very addresses that were checked, so a
 * name that changes in between leads nowhere. It follows no redirect, repeats nothing, keeps no cookie and no connection, reads at
 * most {@link #LARGEST} bytes of an answer, and gives up after {@link #LONGEST}. It uses no proxy.
 */
@Component
class OutboundPost {

    /** Bytes of an answer that are read. */
    static final int LARGEST = 64 * 1024;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout READ = Timeout.ofSeconds(15);
    /** Seconds for the whole exchange, well below the engine's job lock of five minutes, however slowly an answer drips. */
    private static final int LONGEST = 40;

    private final TargetRules rules;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outbound-post-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final int longestMillis;

    @Autowired
    OutboundPost(NoticeSettings settings) {
        this(new TargetRules(settings.channels(), InetAddress::getAllByName), READ, LONGEST * 1000);
    }

    OutboundPost(TargetRules rules, Timeout read, int longestMillis) {
        this.rules = rules;
        this.longestMillis = longestMillis;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(rules))
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(read).build())
                        .setMaxConnTotal(20).setMaxConnPerRoute(5).build())
                .setDefaultRequestConfig(RequestConfig.custom().setConnectionRequestTimeout(Timeout.ofSeconds(30)).setResponseTimeout(read).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling().disableAutomaticRetries().disableCookieManagement().disableAuthCaching().disableContentCompression()
                .setUserAgent("integrity-supervision")
                .build();
    }

    /**
     * What was answered.
     *
     * @param whole whether the answer was not longer than {@link #LARGEST}
     */
    record Reply(int status, byte[] body, boolean whole) {
    }

    /** Certainly nothing was taken: not allowed, not reached, or broken off before the whole of it was written. Words hold no address. */
    static class NotReached extends Exception {
        NotReached(String words) {
            super(words);
        }
    }

    /** The whole of it was written, and there is no answer. */
    static class NoAnswer extends Exception {
        NoAnswer(String words) {
            super(words);
        }
    }

    TargetRules rules() {
        return rules;
    }

    /**
     * @param target  as configured
     * @param query   to be added, with the question mark, encoded; or empty
     * @param headers besides the content's type
     */
    Reply post(String target, String query, Map<String, String> headers, byte[] json) throws NotReached, NoAnswer {
        String problem = rules.problem(target).orElse(null);
        if (problem != null) {
            throw new NotReached("目标地址不允许：" + problem);
        }
        WatchedEntity entity = new WatchedEntity(json);
        HttpPost request = new HttpPost(URI.create(target + query));
        headers.forEach(request::setHeader);
        request.setEntity(entity);
        ScheduledFuture<?> end = watch.schedule(request::cancel, longestMillis, TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> read(response, request));
        } catch (TooLong e) {
            return new Reply(e.status, new byte[0], false);
        } catch (ForbiddenTarget e) {
            throw new NotReached(e.getMessage());
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            // the class says what kind of trouble it was; the message may hold the address
            if (entity.written) {
                throw new NoAnswer("对方收到后没有答复（" + e.getClass().getSimpleName() + "）");
            }
            throw new NotReached("与对方没有连通，请检查网络、网址和证书（" + e.getClass().getSimpleName() + "）");
        } finally {
            end.cancel(false);
        }
    }

    private static Reply read(ClassicHttpResponse response, HttpPost request) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Reply(response.getCode(), new byte[0], true);
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                request.cancel();   // else closing would read the rest, however much there is
                throw new TooLong(response.getCode());
            }
            return new Reply(response.getCode(), body, true);
        }
    }

    private static class TooLong extends IOException {

        private final int status;

        TooLong(int status) {
            this.status = status;
        }
    }

    @PreDestroy
    void close() throws IOException {
        watch.shutdownNow();
        client.close();
    }

    /** Knows whether the whole of it was written: before that nobody can have taken it. */
    private static class WatchedEntity extends HttpEntityWrapper {

        private volatile boolean written;

        WatchedEntity(byte[] json) {
            super(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            super.writeTo(out);
            written = true;
        }
    }

    /** Connects to what was checked, not to what a second look-up would say. */
    private record CheckedResolver(TargetRules rules) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return rules.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
