package org.govintegrity.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.report.ReportSettings;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often one address may verify papers, asked before anything is read of what it sends. */
@Configuration
class VerifyLimit implements HandlerInterceptor, WebMvcConfigurer {

    /** A report has a tenth of it. */
    private static final DataSize FILE = DataSize.ofMegabytes(5);
    /** Addresses remembered; who has not asked for the longest is forgotten first, and by then has a full bucket again. */
    private static final int REMEMBERED = 20_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    });

    VerifyLimit(ReportSettings settings, Clock clock) {
        this.perMinute = settings.verifyPerMinute();
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/verify", "/public/verify.json");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean opensTheForm = "GET".equals(request.getMethod()) && request.getQueryString() == null;
        if (!opensTheForm && !buckets.computeIfAbsent(network(request.getRemoteAddr()), address -> bucket()).tryConsume(1)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            throw Refusal.tooMany("核验过于频繁：每个网络地址每分钟最多核验" + perMinute + "次。请等一分钟，返回上一页再试；需要成批核对的，请联系信用中心。");
        }
        if (request.getContentLengthLong() > FILE.toBytes()) {
            throw tooLarge();
        }
        return true;
    }

    /** Asked again of a file whose request did not say how long it is. */
    static void check(MultipartFile file) {
        if (file.getSize() > FILE.toBytes()) {
            throw tooLarge();
        }
    }

    private static Refusal tooLarge() {
        return Refusal.unprocessable("文件超过" + FILE.toMegabytes() + " MB，不会是本系统签发的信用报告。请上传收到的PDF或者Word原文件，不要上传扫描件或者照片。");
    }

    private Bucket bucket() {
        TimeMeter time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        return Bucket.builder().withCustomTimePrecision(time).addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1))).build();
    }

    /** An IPv6 address stands for its whole /64: one subscriber has all of those. */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length > 4 && !address.contains("::") ? String.join(":", groups[0], groups[1], groups[2], groups[3]) : address;
    }
}
