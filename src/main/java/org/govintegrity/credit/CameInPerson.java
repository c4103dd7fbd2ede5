package org.govintegrity.credit;

import org.govintegrity.common.Refusal;

import java.util.regex.Pattern;

/**
 * Somebody without an account who asks at the counter, taken down by the credit centre.
 *
 * @param name         who asks
 * @param identifiedBy how the office made sure of it, for instance {@code 核验身份证原件和授权委托书}; never a number
 * @param contact      how the answer reaches them
 */
public record CameInPerson(String name, String identifiedBy, String contact) {

    private static final Pattern IDENTITY_NUMBER = Pattern.compile("(?<!\\d)\\d{17}[\\dXx](?![\\dXx])");
    private static final int LONGEST = 200;

    /** @throws Refusal (invalid) if something is missing or too long, or an identity number was typed */
    CameInPerson checked() {
        return new CameInPerson(checked(name, "当事人姓名或者名称"), checked(identifiedBy, "怎样核验身份"), checked(contact, "联系方式"));
    }

    private static String checked(String typed, String what) {
        if (typed == null || typed.isBlank()) {
            throw Refusal.invalid("当面受理的，请填写“" + what + "”。");
        }
        if (typed.strip().length() > LONGEST) {
            throw Refusal.invalid("“" + what + "”最多" + LONGEST + "字，请缩短。");
        }
        if (IDENTITY_NUMBER.matcher(typed).find()) {
            throw Refusal.invalid("“" + what + "”里不要填写身份证号码，写明核验了什么证件即可。");
        }
        return typed.strip();
    }
}
