package org.govintegrity.engine;

import jakarta.servlet.ServletRequest;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.govintegrity.common.Refusal;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import java.util.Optional;

/**
 * The engine's REST layer wraps exceptions and turns most into status 500 with English words. What really was refused is
 * kept with the request, so that the answer can say it.
 */
public final class Refusals {

    private static final String ATTRIBUTE = Refusals.class.getName();
    private static final String UNEXPECTED = ATTRIBUTE + ".unexpected";

    private Refusals() {
    }

    /** The refusal in the chain of causes, if there is one. */
    public static Optional<Refusal> in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
            if (t instanceof ProcessEngineException && "Password does not match policy".equals(t.getMessage())) {
                return Optional.of(Refusal.invalid("密码不符合要求：至少10位，含大小写字母、数字和符号，且不能包含账号或者姓名。请换一个密码。"));
            }
            if (t instanceof OptimisticLockingException) {
                return Optional.of(Refusal.conflict("有人正在同时办理这一事项，本次没有保存。请刷新页面后再试一次。"));
            }
        }
        return Optional.empty();
    }

    /** What was refused in this request, if anything. */
    public static Optional<Refusal> of(ServletRequest request) {
        return Optional.ofNullable((Refusal) request.getAttribute(ATTRIBUTE));
    }

    /** What else went wrong in this request, for the log. */
    public static Optional<Throwable> unexpected(ServletRequest request) {
        return Optional.ofNullable((Throwable) request.getAttribute(UNEXPECTED));
    }

    /** Keeps the refusal with the current request, if there is one of each. */
    public static void notice(Throwable thrown) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            in(thrown).ifPresentOrElse(refusal -> request.setAttribute(ATTRIBUTE, refusal, RequestAttributes.SCOPE_REQUEST),
                    () -> request.setAttribute(UNEXPECTED, thrown, RequestAttributes.SCOPE_REQUEST));
        }
    }
}
