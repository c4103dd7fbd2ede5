package org.govintegrity.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.govintegrity.common.ErrorNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

import java.util.Map;

/**
 * Where the server sends what no controller has answered: unknown addresses, missing rights, failures while a page is written.
 * Not a {@link Page}: it must not ask the database for what the frame shows, for that may be what failed.
 */
@Controller
class ErrorPage implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    private final UploadLimit uploads;

    ErrorPage(UploadLimit uploads) {
        this.uploads = uploads;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request) {
        int status = status(request);
        String number = number(request);
        return ErrorView.of(status, words(status, number), number);
    }

    @RequestMapping("/error")
    ResponseEntity<Map<String, Object>> json(HttpServletRequest request) {
        int status = status(request);
        String number = number(request);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("status", status, "message", words(status, number), "number", number));
    }

    private String words(int status, String number) {
        return status == 413 ? uploads.words() : ErrorView.words(status, number);
    }

    /** Asked for directly, {@code /error} is a page like any other that does not exist. */
    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }

    private static String number(HttpServletRequest request) {
        String number = ErrorNumber.next();
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (status(request) >= 500) {
            LOG.error("{} {} {}", number, request.getMethod(), path, (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        } else {
            LOG.info("{} {} {} 拒绝（{}）", number, request.getMethod(), path, status(request));
        }
        return number;
    }
}
