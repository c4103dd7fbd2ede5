package org.govintegrity.appraisal;

import org.govintegrity.registry.Person;
import org.govintegrity.registry.PersonalTraces;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes unreadable in a comment what points to somebody. Stricter than for records, for a comment is written in a temper and
 * about people: rather a word too many is masked than one too few, and a person looks at the rest before it is shown.
 */
@Component
class CommentMask {

    private static final String SURNAME = "(?:欧阳|上官|司马|诸葛|夏侯|皇甫|令狐|东方|尉迟|慕容|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱丘侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤丛鞠毕宫隋邢初慈])";
    private static final String TITLE = "(?:副?(?:科长|主任|局长|处长|所长|站长|书记|经理|队长|股长|镇长|组长|院长)|先生|女士|小姐|同志|老师|师傅|会计|大夫)";
    /** A surname alone, or with a given name of one or two characters, before a title. */
    private static final Pattern CALLED = Pattern.compile("(" + SURNAME + ")\\p{IsHan}{0,2}?(" + TITLE + ")");
    private static final Pattern INTRODUCED = Pattern.compile("(我叫|名叫|叫做|他叫|她叫|名字是|姓名是|工号牌上是)\\s*(" + SURNAME + ")(?!某)\\p{IsHan}{1,2}");
    private static final Pattern SPACED_MOBILE = Pattern.compile("(?<!\\d)1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?!\\d)");
    /** Telephones without area code, numbers of documents and accounts: what has so many digits is about somebody. */
    private static final Pattern DIGITS = Pattern.compile("(?<![\\d*])\\d{7,}[Xx]?(?!\\d)");
    private static final Pattern CHAT = Pattern.compile("((?:微信|QQ|qq|扣扣)号?[是为：: ]{0,3})[A-Za-z0-9_-]{5,20}");
    private static final Pattern PLATE = Pattern.compile("([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z])[·\\s]?[A-Z0-9]{5,6}");

    private final Registry registry;

    CommentMask(Registry registry) {
        this.registry = registry;
    }

    /** Null stays null; masking what is masked changes nothing. */
    String mask(String text) {
        if (text == null) {
            return null;
        }
        List<String> names = registry.people().stream().map(Person::name).filter(name -> name.length() > 1)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        String masked = SPACED_MOBILE.matcher(narrow(text)).replaceAll(number -> number.group().replaceAll("[ -]", ""));
        masked = PersonalTraces.screen(masked, names).text();
        masked = CALLED.matcher(masked).replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) + "某" + hit.group(2)));
        masked = INTRODUCED.matcher(masked).replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) + hit.group(2) + "某"));
        masked = CHAT.matcher(masked).replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) + "***"));
        masked = PLATE.matcher(masked).replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) + "***"));
        return DIGITS.matcher(masked).replaceAll(hit -> "*".repeat(hit.group().length()));
    }

    /** Digits and letters typed in full width read the same to people, and so must they to the patterns. */
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        text.codePoints().forEach(c -> narrow.appendCodePoint(c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ' || c == '＠' ? c - 0xFEE0 : c));
        return narrow.toString();
    }
}
