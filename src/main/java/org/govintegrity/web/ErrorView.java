package org.govintegrity.web;

import org.govintegrity.common.ErrorNumber;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

import java.util.Map;

/** The page that says what went wrong and what to do next, with a number to quote. */
final class ErrorView {

    private ErrorView() {
    }

    /** @param words what was refused; null for the usual words of that status */
    static ModelAndView of(int status, String words, String number) {
        HttpStatus known = HttpStatus.resolve(status);
        ModelAndView page = new ModelAndView("error", Map.of(
                "status", status, "heading", heading(status), "words", words == null ? words(status, number) : words,
                "number", number));
        page.setStatus(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known);
        return page;
    }

    static String heading(int status) {
        return switch (status) {
            case 400, 405, 413, 415, 422 -> "这个请求无法处理";
            case 401 -> "请先登录";
            case 403 -> "您没有权限";
            case 404 -> "没有找到";
            case 409 -> "与别人的操作或者另一案件冲突";
            case 429 -> "操作过于频繁";
            default -> status >= 500 ? "系统内部出错" : "这个请求无法处理";
        };
    }

    static String words(int status, String number) {
        return switch (status) {
            case 401 -> "登录已失效。请重新登录后再试。";
            case 403 -> "您没有权限查看这个页面或者进行这项操作。如果是提交表单后看到本页，可能是页面停留过久：请返回，刷新页面后重新提交。";
            case 404 -> "没有这个页面，或者所查内容的编号有误。请核对网址，或者从首页、案件列表进入。";
            case 405 -> "这个地址不支持这种打开方式。请从首页进入。";
            case 409 -> "有人正在同时办理这一事项，本次没有保存。请刷新页面后再试一次。";
            case 413 -> "上传的文件过大，本次没有保存。请压缩或者拆分后再上传。";
            default -> status >= 500 ? ErrorNumber.words(number) : "请求的内容不完整或者格式不对，本次没有保存。请返回检查后重试。";
        };
    }
}
