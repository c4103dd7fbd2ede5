package org.govintegrity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;

/** Whatever a page refuses, or fails at, becomes a page in Chinese with the right status. */
@ControllerAdvice(annotations = Page.class)
class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private final UploadLimit uploads;

    PageErrors(UploadLimit uploads) {
        this.uploads = uploads;
    }

    @ExceptionHandler
    ModelAndView on(Exception thrown, HttpServletRequest request) {
        String number = ErrorNumber.next();
        Refusal refusal = Refusals.in(thrown).orElse(null);
        int status = refusal != null ? refusal.kind().status : status(thrown);
        if (status >= 500) {
            LOG.error("{} {} {}", number, request.getMethod(), request.getRequestURI(), thrown);
        } else {
            LOG.info("{} {} {} 拒绝（{}）：{}", number, request.getMethod(), request.getRequestURI(), status, thrown.getMessage());
        }
        String words = refusal != null ? refusal.getMessage() : thrown instanceof MaxUploadSizeExceededException ? uploads.words() : null;
        ModelAndView page = ErrorView.of(status, words, number);
        page.addObject("path", request.getRequestURI());
        return page;
    }

    private static int status(Exception thrown) {
        return thrown instanceof ErrorResponse known ? known.getStatusCode().value() : 500;
    }
}
