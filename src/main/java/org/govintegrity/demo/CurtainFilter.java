package org.govintegrity.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whoever comes while the year is being played sees how far it is: a visitor who acted in it would make it another year. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@Profile("demo-year")
class CurtainFilter extends OncePerRequestFilter {

    /** Seconds after which the page asks again. */
    private static final String ASK_AGAIN = "2";

    private final Progress progress;

    CurtainFilter(Progress progress) {
        this.progress = progress;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        Progress.Step step = progress.step();
        if (step == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", ASK_AGAIN);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write("""
                <!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="%s">
                <title>正在演示年度 · 政务诚信监督</title></head>
                <body style="font-family:sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem"><h1>正在演示年度</h1>
                <p>%s（%d%%）</p><p><progress max="100" value="%d" aria-label="进度" style="width:100%%;height:1.5rem"></progress></p>
                <p>一年的案件正由各单位按实际流程办理，时钟随之前移。演完以后本页自动打开首页。</p></body></html>
                """.formatted(ASK_AGAIN, step.words(), step.percent(), step.percent()).getBytes(StandardCharsets.UTF_8));
    }
}
