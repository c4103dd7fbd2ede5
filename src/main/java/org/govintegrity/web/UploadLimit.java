package org.govintegrity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.evidence.EvidenceSettings;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardMultipartHttpServletRequest;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

import java.io.IOException;
import java.util.Locale;

/**
 * How much one request may bring, and that it brings all of it. The server's limit lies a little above that of a file, so that a file slightly too large is
 * still read and refused by name.
 */
@Configuration
public class UploadLimit {

    /** Of a holiday calendar, whatever evidence may have. */
    static final DataSize CALENDAR = DataSize.ofMegabytes(10);
    private static final DataSize REST_OF_THE_FORM = DataSize.ofMegabytes(1);

    private final EvidenceSettings evidence;

    UploadLimit(EvidenceSettings evidence) {
        this.evidence = evidence;
    }

    @Bean
    MultipartConfigElement multipartConfig() {
        return new MultipartConfigElement("", bytes(), bytes(), 0);
    }

    /** Reads a form of files when a controller first asks, so that what is too large is answered in the controller's words. */
    @Bean
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
                return new WholeForm(request);
            }
        };
    }

    /**
     * Answers 413 before Spring Security looks for the form's CSRF token: the server drops all fields of a request that is too
     * large, so that the person would be told they lack the right.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> tooLarge() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new TooLarge(bytes()));
        registration.setOrder(-101);   // Spring Security has -100
        return registration;
    }

    /** What to tell somebody whose request was too large. */
    public String words() {
        return "上传的文件过大，本次没有保存。证据每个文件不超过" + evidence.maxSizeWords() + "，放假安排不超过" + CALENDAR.toMegabytes()
                + " MB。请压缩、降低扫描精度，或者拆成几个文件分别上传。";
    }

    private long bytes() {
        return Math.max(evidence.maxSize().toBytes(), CALENDAR.toBytes()) + REST_OF_THE_FORM.toBytes();
    }

    /**
     * A form of files that came to its end. One that broke off between two fields the server reads without complaint; it sets 400 aside as the answer,
     * and whoever handled the form would then fail at answering for what has already been stored.
     */
    private static final class WholeForm extends StandardMultipartHttpServletRequest {

        WholeForm(HttpServletRequest request) {
            super(request, true);
        }

        @Override
        protected void initializeMultipart() {
            super.initializeMultipart();
            if (getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException brokeOff) {
                throw new MultipartException("form broke off", brokeOff);
            }
        }

        @Override
        public String getParameter(String name) {
            getMultipartFiles();
            return super.getParameter(name);
        }

        @Override
        public String[] getParameterValues(String name) {
            getMultipartFiles();
            return super.getParameterValues(name);
        }
    }

    private static final class TooLarge extends OncePerRequestFilter {

        private final long bytes;

        TooLarge(long bytes) {
            this.bytes = bytes;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
            String type = request.getContentType();
            boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
            if (form && request.getContentLengthLong() > bytes) {
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                chain.doFilter(request, response);
            }
        }
    }
}
