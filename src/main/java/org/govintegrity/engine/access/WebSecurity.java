package org.govintegrity.engine.access;

import org.govintegrity.registry.Role;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.AntPathRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import java.io.IOException;
import java.util.Map;

/** One sign-in for our pages, Tasklist, Cockpit and Admin; HTTP Basic for the REST interfaces. */
@Configuration
class WebSecurity {

    private static final String WEBAPP_LOGOUT = "/camunda/api/admin/auth/user/default/logout";

    /** The engine's REST interface knows no session, so no page elsewhere can use a visitor's. */
    @Bean
    @Order(1)
    SecurityFilterChain engineRest(HttpSecurity http, ObjectMapper json) throws Exception {
        return http.securityMatcher(path("/engine-rest/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .httpBasic(basic -> basic.authenticationEntryPoint(unauthenticated(json)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthenticated(json)).accessDeniedHandler(unentitled(json)))
                .build();
    }

    /** Our own interface takes Basic, or a page's session together with its CSRF token. */
    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, ObjectMapper json) throws Exception {
        RequestMatcher basic = request -> {
            String header = request.getHeader("Authorization");
            return header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
        };
        // who is not signed in has no session that a page elsewhere could use, and is to hear 401, not 403
        RequestMatcher nobody = request -> SecurityContextHolder.getContext().getAuthentication() == null;
        return http.securityMatcher(new OrRequestMatcher(path("/api/**"), path("/api-docs/**")))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(path("/api/v1/admin/**")).hasRole(Role.ADMIN.id())
                        .anyRequest().authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers(basic, nobody))
                .requestCache(cache -> cache.disable())
                .httpBasic(b -> b.authenticationEntryPoint(unauthenticated(json)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthenticated(json)).accessDeniedHandler(unentitled(json)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers(path("/"), path("/login"), path("/error"), path("/webjars/**"), path("/css/**"), path("/js/**"), path("/img/**"), path("/favicon.ico")).permitAll()
                        // what has passed the publication gate, and nothing else of the archive
                        .requestMatchers(read("/public"), read("/public/units"), read("/public/complaints")).permitAll()
                        .requestMatchers(read("/public/records"), read("/public/records.json"), read("/public/disclosures"), read("/public/disclosures.json"), read("/public/documents"), read("/public/documents.json"), read("/public/documents/*")).permitAll()
                        // whoever holds a paper may ask whether it is genuine
                        .requestMatchers(path("/verify"), path("/public/verify.json")).permitAll()
                        // people appraise without an account, with a token each
                        .requestMatchers(path("/public/appraise/*"), read("/public/appraise-thanks"), read("/public/appraisals")).permitAll()
                        // people complain and follow their complaint without an account, with a secret code
                        .requestMatchers(path("/public/complain"), path("/public/complaint")).permitAll()
                        .requestMatchers(path("/camunda/app/cockpit/**"), path("/camunda/app/admin/**")).hasRole(Role.ADMIN.id())
                        .requestMatchers(path("/admin/**")).hasRole(Role.ADMIN.id())
                        .anyRequest().authenticated())
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/", false).failureUrl("/login?error"))
                .logout(logout -> logout
                        .logoutRequestMatcher(new OrRequestMatcher(
                                new AntPathRequestMatcher("/logout", HttpMethod.POST.name()),
                                new AntPathRequestMatcher(WEBAPP_LOGOUT, HttpMethod.POST.name())))
                        .logoutSuccessHandler((request, response, who) -> {
                            if (request.getRequestURI().endsWith(WEBAPP_LOGOUT)) {
                                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                            } else {
                                response.sendRedirect(request.getContextPath() + "/login?logout");
                            }
                        }))
                // the engine's web apps bring their own CSRF protection for their own interface
                // verifying changes nothing, and who appraises or complains is known by address or code alone; without a token these need no session, and so no cookie
                .csrf(csrf -> csrf.ignoringRequestMatchers(path("/camunda/**"), path("/verify"), path("/public/appraise/*"),
                        path("/public/complain"), path("/public/complaint")))
                .headers(headers -> headers
                        .frameOptions(frame -> frame.sameOrigin())
                        // the web apps send a policy of their own; ours needs nothing from elsewhere and no inline script
                        .addHeaderWriter((request, response) -> {
                            if (!request.getRequestURI().startsWith(request.getContextPath() + "/camunda/")) {
                                response.setHeader("Content-Security-Policy",
                                        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
                                                + "base-uri 'self'; form-action 'self'; frame-ancestors 'self'");
                            }
                        }))
                .exceptionHandling(errors -> errors
                        .defaultAuthenticationEntryPointFor((request, response, e) -> response.sendError(HttpServletResponse.SC_UNAUTHORIZED),
                                path("/camunda/api/**"))
                        .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE))
                .build();
    }

    @Bean
    FilterRegistrationBean<EngineAuthenticationFilter> engineAuthentication(IdentityService identity) {
        var registration = new FilterRegistrationBean<>(new EngineAuthenticationFilter(identity));
        registration.setOrder(0);   // after Spring Security (-100)
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    FilterRegistrationBean<EngineErrorFilter> engineErrors(ObjectMapper json) {
        var registration = new FilterRegistrationBean<>(new EngineErrorFilter(json));
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setOrder(10);
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    FilterRegistrationBean<PageNonceFilter> pageNonces() {
        var registration = new FilterRegistrationBean<>(new PageNonceFilter());
        registration.addUrlPatterns("/camunda/app/*");
        registration.setOrder(5);   // around the engine's own filters, which come last
        return registration;
    }

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappSignIn() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.setInitParameters(Map.of("authentication-provider", WebappSignIn.class.getName()));
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(20);
        return registration;
    }

    /** By path alone: much of what is protected here is not served by Spring MVC, whose matcher would overlook it. */
    private static RequestMatcher path(String pattern) {
        return new AntPathRequestMatcher(pattern);
    }

    private static RequestMatcher read(String pattern) {
        return new AntPathRequestMatcher(pattern, HttpMethod.GET.name());
    }

    private static AuthenticationEntryPoint unauthenticated(ObjectMapper json) {
        return (request, response, e) -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"integrity-supervision\", charset=\"UTF-8\"");
            write(json, response, HttpServletResponse.SC_UNAUTHORIZED, "请先登录：账号或密码缺失或不正确。");
        };
    }

    private static AccessDeniedHandler unentitled(ObjectMapper json) {
        return (HttpServletRequest request, HttpServletResponse response, org.springframework.security.access.AccessDeniedException e) ->
                write(json, response, HttpServletResponse.SC_FORBIDDEN, "您没有权限进行这项操作。");
    }

    private static void write(ObjectMapper json, HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getOutputStream(), Map.of("status", status, "message", message));
    }
}
