package org.govintegrity.web;

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

/** How often one address may verify papers, asked before anything is read of what it sends. */
@Configuration
class VerifyLimit implements HandlerInterceptor, WebMvcConfigurer {

    /** A report has a tenth of it. */
    private static final DataSize FILE = DataSize.ofMegabytes(5);

    private final int perMinute;
    private final AddressLimit limit;

    VerifyLimit(ReportSettings settings, Clock clock) {
        this.perMinute = settings.verifyPerMinute();
        this.limit = new AddressLimit(clock, bucket -> bucket.addLimit(each -> each.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1))));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/verify", "/public/verify.json");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean opensTheForm = "GET".equals(request.getMethod()) && request.getQueryString() == null;
        if (!opensTheForm && !limit.allows(request.getRemoteAddr())) {
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
}
