package org.govintegrity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
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
        String words = refusal != null ? refusal.getMessage() : words(thrown);
        ModelAndView page = ErrorView.of(status, words, number);
        page.addObject("path", request.getRequestURI());
        return page;
    }

    /** What the sender has to mend, where that is clear; null for the common words of the status. */
    private String words(Exception thrown) {
        if (thrown instanceof MaxUploadSizeExceededException) {
            return uploads.words();
        }
        if (broken(thrown)) {
            return "上传中断或者格式不对，没有保存。请返回上一页，重新选择文件后再提交。";
        }
        return thrown instanceof TypeMismatchException mismatch ? "参数 " + mismatch.getPropertyName() + " 的格式不正确，请检查后再试。" : null;
    }

    /** A form that broke off, or with a file whose name cannot be. */
    static boolean broken(Exception thrown) {
        return thrown instanceof MultipartException || thrown instanceof InvalidFileNameException;
    }

    /** A parameter that is not what it should be, or a form that broke off, is the sender's fault, not ours. */
    private static int status(Exception thrown) {
        return thrown instanceof ErrorResponse known ? known.getStatusCode().value() : thrown instanceof TypeMismatchException || broken(thrown) ? 400 : 500;
    }
}
