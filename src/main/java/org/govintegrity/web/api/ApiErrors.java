package org.govintegrity.web.api;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Refusal;
import org.govintegrity.web.UploadLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

import java.util.LinkedHashMap;
import java.util.Map;

/** Errors of /api as {@code {status, message}} in Chinese; what nobody expected gets a number to quote. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final UploadLimit uploads;

    ApiErrors(UploadLimit uploads) {
        this.uploads = uploads;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(Refusal refusal) {
        return answer(refusal.kind().status, refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(MissingServletRequestParameterException missing) {
        return answer(400, "缺少参数 " + missing.getParameterName() + "，请补上后再试。");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(MethodArgumentTypeMismatchException mismatch) {
        return answer(400, "参数 " + mismatch.getName() + " 的格式不正确，请检查后再试。");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(HttpMessageNotReadableException unreadable) {
        return answer(400, "请求内容不是有效的 JSON，请检查后再试。");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(AccessDeniedException denied) {
        return answer(403, "您没有权限进行这项操作。");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(MaxUploadSizeExceededException tooLarge) {
        return answer(413, uploads.words());
    }

    @ExceptionHandler({MultipartException.class, InvalidFileNameException.class})
    ResponseEntity<Map<String, Object>> broken() {
        return answer(400, "上传中断或者格式不对，没有保存。请重新发送。");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> on(Exception unexpected, HttpServletRequest request) {
        if (unexpected instanceof ErrorResponse known) {
            HttpStatusCode status = known.getStatusCode();
            if (status.is4xxClientError()) {
                return answer(status.value(), "请求无法处理，请检查地址、方法和内容类型。");
            }
        }
        String number = ErrorNumber.next();
        LOG.error("{} {} {}", number, request.getMethod(), request.getRequestURI(), unexpected);
        Map<String, Object> body = body(500, ErrorNumber.words(number));
        body.put("number", number);
        return ResponseEntity.status(500).contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static ResponseEntity<Map<String, Object>> answer(int status, String message) {
        // whatever the caller would accept: a download asked for by a browser is refused in JSON, too
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body(status, message));
    }

    private static Map<String, Object> body(int status, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("message", message);
        return body;
    }
}
