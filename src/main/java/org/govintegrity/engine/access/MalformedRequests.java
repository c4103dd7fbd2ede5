package org.govintegrity.engine.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Answers for what is the sender's fault where nobody else does: addresses with parameters between their parts ({@code /a;b=c}), which nothing here uses and
 * Spring takes apart, failing where they are badly encoded, before Spring Security would refuse them; and forms whose files have names that cannot be, which
 * the server finds out when the first filter asks for a field.
 */
@Component
@Order(-102)   // before Spring Security and what looks at uploads
class MalformedRequests extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') >= 0) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (InvalidFileNameException malformed) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
