package org.govintegrity.notice;

/**
 * What became of one attempt.
 *
 * @param code  what the other side answered, at most 40 characters, such as {@code HTTP 429}; or null
 * @param words Chinese, at most 400 characters, for the notice's record, the log and Cockpit; null where there is nothing to say
 */
public record ChannelAnswer(Result result, String code, String words) {

    /** Whether it went out. */
    public enum Result {
        STARTED("正在发送"), TAKEN("已发出"), NOT_TAKEN("没有发出"), UNCLEAR("不能确定是否发出");

        public final String label;

        Result(String label) {
            this.label = label;
        }
    }

    public static ChannelAnswer taken(String code) {
        return new ChannelAnswer(Result.TAKEN, code, null);
    }

    /** The other side certainly did not take it; it may be tried again. */
    public static ChannelAnswer notTaken(String code, String words) {
        return new ChannelAnswer(Result.NOT_TAKEN, code, words);
    }

    /** It was handed over whole, and nobody can tell whether it was taken. */
    public static ChannelAnswer unclear(String code, String words) {
        return new ChannelAnswer(Result.UNCLEAR, code, words);
    }
}
