package org.govintegrity.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.check.ApiKey;
import org.govintegrity.check.ApiKeys;
import org.govintegrity.check.CheckSettings;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.web.ApiKeyAuthentication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Lets other systems in by their key, to credit checks and the signals of early warnings and nowhere else: a request with a key anywhere else is one without
 * any sign-in. No session, no cookie, so no page elsewhere can use it.
 */
@Configuration
class ApiKeySecurity {

    static final String HEADER = "X-API-Key";
    private static final String BATCH = "/batch";

    @Bean
    @Order(0)
    SecurityFilterChain apiKeyChain(HttpSecurity http, ApiKeys keys, RateLimits limits, CheckSettings settings, ObjectMapper json, Clock clock) throws Exception {
        return http.securityMatcher(new AndRequestMatcher(new OrRequestMatcher(new AntPathRequestMatcher("/api/v1/credit/checks/**"),
                        new AntPathRequestMatcher("/api/v1/warnings/signals/**")), new RequestHeaderRequestMatcher(HEADER)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .addFilterBefore(new KeyFilter(keys, limits, settings, json, clock), AnonymousAuthenticationFilter.class)
                .build();
    }

    private static final class KeyFilter extends OncePerRequestFilter {

        private final ApiKeys keys;
        private final RateLimits limits;
        private final CheckSettings settings;
        private final ObjectMapper json;
        private final Clock clock;

        KeyFilter(ApiKeys keys, RateLimits limits, CheckSettings settings, ObjectMapper json, Clock clock) {
            this.keys = keys;
            this.limits = limits;
            this.settings = settings;
            this.json = json;
            this.clock = clock;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
            Optional<ApiKey> key = keys.find(request.getHeader(HEADER));
            String problem = key.isEmpty() ? "接口密钥（" + HEADER + "）不正确。请核对密钥，或者联系管理员重新发放。" : problem(key.get());
            if (problem != null) {
                answer(response, HttpServletResponse.SC_UNAUTHORIZED, problem);
                return;
            }
            long wait = limits.secondsToWait(key.get().keyNo(), request.getRequestURI().endsWith(BATCH) ? settings.batchCost() : 1);
            if (wait > 0) {
                response.setHeader("Retry-After", String.valueOf(wait));
                answer(response, 429, "调用过于频繁：每个密钥每分钟最多" + settings.perMinute() + "次（批量核查一次算" + settings.batchCost() + "次）。请在" + wait + "秒后重试。");
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new ApiKeyAuthentication(key.get()));
            SecurityContextHolder.setContext(context);
            chain.doFilter(request, response);
        }

        /** Why it does not let in; null if it does. */
        private String problem(ApiKey key) {
            return switch (key.stateOn(LocalDate.now(clock))) {
                case ACTIVE -> null;
                case EXPIRED -> "接口密钥" + key.keyNo() + "已于" + ChineseDates.date(key.expiresOn()) + "到期。请联系管理员重新发放。";
                case REVOKED -> "接口密钥" + key.keyNo() + "已停用。请联系管理员重新发放。";
            };
        }

        private void answer(HttpServletResponse response, int status, String message) throws IOException {
            response.setStatus(status);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            json.writeValue(response.getOutputStream(), Map.of("status", status, "message", message));
        }
    }
}
