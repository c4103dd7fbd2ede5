package org.govintegrity.common;

/**
 * Something a person asked for that the rules do not allow, or that cannot be understood.
 * The message is Chinese, is shown to that person as it is, and says what to do next.
 * Throwing it rolls the whole request back, so nothing is half done.
 */
public class Refusal extends RuntimeException {

    /** What kind of refusal it is; {@link #status} is the HTTP status it is answered with. */
    public enum Kind {
        /** the input is incomplete or wrong */
        INVALID(400),
        /** this person may not do this */
        FORBIDDEN(403),
        /** there is no such thing, or it is over */
        NOT_FOUND(404),
        /** somebody was faster, or another case stands against it */
        CONFLICT(409),
        /** understood, but a rule (for instance its dates in force) says no */
        UNPROCESSABLE(422),
        /** asked too often; later it will be answered */
        TOO_MANY(429);

        public final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Kind kind;

    private Refusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static Refusal invalid(String message) {
        return new Refusal(Kind.INVALID, message);
    }

    public static Refusal forbidden(String message) {
        return new Refusal(Kind.FORBIDDEN, message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(Kind.NOT_FOUND, message);
    }

    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, message);
    }

    public static Refusal unprocessable(String message) {
        return new Refusal(Kind.UNPROCESSABLE, message);
    }

    public static Refusal tooMany(String message) {
        return new Refusal(Kind.TOO_MANY, message);
    }

    public Kind kind() {
        return kind;
    }
}
