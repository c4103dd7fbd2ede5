package org.govintegrity.engine.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns error answers of the engine's REST interface into ones people can read: Chinese, the right status, no stack trace. */
class EngineErrorFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EngineErrorFilter.class);

    private final ObjectMapper json;

    EngineErrorFilter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ErrorBuffer buffer = new ErrorBuffer(response);
        chain.doFilter(request, buffer);
        if (buffer.getStatus() >= 400 && !response.isCommitted()) {
            answer(request, response, buffer);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, ErrorBuffer buffer) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        int status = buffer.getStatus();
        Refusal refusal = Refusals.of(request).orElse(null);
        if (refusal != null) {
            status = refusal.kind().status;
            body.put("type", "Refusal");
            body.put("message", refusal.getMessage());
        } else {
            JsonNode original = buffer.json(json);
            body.put("type", original.path("type").asText("Error"));
            String words = original.path("message").asText("");
            switch (status) {
                case 401 -> body.put("message", "登录已失效，请重新登录。");
                case 403 -> body.put("message", "您没有权限进行这项操作。");
                case 404 -> body.put("message", "没有找到所请求的内容，可能已办结或编号有误。" + (words.isEmpty() ? "" : "（" + words + "）"));
                default -> {
                    if (status >= 500) {
                        String number = ErrorNumber.next();
                        LOG.error("{} {} {}: {}", number, request.getMethod(), request.getRequestURI(), words, Refusals.unexpected(request).orElse(null));
                        body.put("message", ErrorNumber.words(number));
                        body.put("number", number);
                    } else {
                        body.put("message", "请求无法处理，请检查填写的内容。" + (words.isEmpty() ? "" : "（" + words + "）"));
                    }
                }
            }
        }
        body.put("status", status);
        byte[] bytes = json.writeValueAsBytes(body);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    /** Lets good answers through as they are and holds error bodies back. */
    private static class ErrorBuffer extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        ErrorBuffer(HttpServletResponse response) {
            super(response);
        }

        JsonNode json(ObjectMapper mapper) {
            try {
                return mapper.readTree(held.toByteArray());
            } catch (IOException notJson) {
                return mapper.createObjectNode();
            }
        }

        private boolean error() {
            return getStatus() >= 400;
        }

        @Override
        public void sendError(int status) {
            setStatus(status);
        }

        @Override
        public void sendError(int status, String message) {
            setStatus(status);
        }

        @Override
        public void setContentLength(int length) {
            if (!error()) {
                super.setContentLength(length);
            }
        }

        @Override
        public void setContentLengthLong(long length) {
            if (!error()) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public void setHeader(String name, String value) {
            if (!(error() && name.equalsIgnoreCase("Content-Length"))) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!error()) {
                super.flushBuffer();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return error() ? new HeldStream(held) : super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            return error() ? new PrintWriter(new OutputStreamWriter(held, StandardCharsets.UTF_8), true) : super.getWriter();
        }
    }

    private static class HeldStream extends ServletOutputStream {

        private final ByteArrayOutputStream held;

        HeldStream(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("error bodies are written at once");
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }
    }
}
