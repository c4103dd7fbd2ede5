package org.govintegrity.engine.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the security policy of a web app's page name the nonce that stands in the page. The engine hands the nonce from one
 * filter to the next in the servlet context, which all requests share: of two people who open a page at once, one gets the
 * other's nonce, and the browser then runs no script at all and shows an empty page.
 */
class PageNonceFilter extends OncePerRequestFilter {

    private static final String POLICY = "Content-Security-Policy";
    private static final Pattern IN_PAGE = Pattern.compile("\\bnonce=\"([A-Za-z0-9_+/=-]+)\"");
    private static final Pattern IN_POLICY = Pattern.compile("'nonce-[^']+'");

    /** Pages only: what has an ending is a script, a style or a picture and bears no nonce. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getRequestURI().lastIndexOf('/') + 1).contains(".");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, held);
        String policy = held.getHeader(POLICY);
        Matcher nonce = IN_PAGE.matcher(new String(held.getContentAsByteArray(), StandardCharsets.UTF_8));
        if (policy != null && nonce.find()) {
            held.setHeader(POLICY, IN_POLICY.matcher(policy).replaceAll(Matcher.quoteReplacement("'nonce-" + nonce.group(1) + "'")));
        }
        held.copyBodyToResponse();
    }
}
