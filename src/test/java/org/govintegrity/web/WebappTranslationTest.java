package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The engine's own web apps speak Chinese: every text of the version in use, nothing lost on the way. */
class WebappTranslationTest {

    private static final String APPS = "/META-INF/resources/webjars/camunda/app/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}|\\{}|%[a-z]");
    private static final Pattern LINK_TARGET = Pattern.compile("href=\"(#[^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("</?(?:a|b|br|code|em|i|kbd|li|p|span|strong|ul)\\b");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
    /** What stands in a text without being read as a word: placeholders, tags with what is in them, signs written for HTML, patterns of a date. */
    private static final Pattern NO_WORD = Pattern.compile("\\{\\{.*?}}|<[^<>]*>|&[a-z]+;|[yY]{4}-MM-[dD]{2}THH:mm:ss|#resolve|%[a-z]");

    /**
     * Proper names, which have no Chinese form: the product (Camunda and its Optimize), formats and notations, the key on
     * the keyboard, the directory service, the vendor's abbreviations of its figures beside their Chinese, and the two
     * ids of web apps that the form for rights asks people to type as they are.
     */
    private static final Set<String> PROPER_NAMES = Set.of("Camunda", "Optimize", "CSV", "JSON", "XML", "BPMN", "DMN", "CTRL", "LDAP",
            "FNI", "EDE", "PI", "DI", "TU", "cockpit", "tasklist");

    /** Texts that are signs, numbers or names of formats and have no Chinese form. */
    private static final Set<String> NO_CHINESE_NEEDED = Set.of(
            "labels.SEARCH_LESS_THAN", "labels.SEARCH_LESS_THAN_EQUALS",
            "labels.SEARCH_GREATER_THAN", "labels.SEARCH_GREATER_THAN_EQUALS",
            "labels.PLGN_REP_CSV", "labels.PLGN_REP_JSON",
            "labels.PLGN_BTCH_SET_REMOVAL_TIME_ABSOLUTE_PLACEHOLDER", "labels.PLGN_MOD_OUT_OF",
            "dateLocales.longDateFormat.LT", "dateLocales.calendar.sameElse",
            "dateLocales.week.dow", "dateLocales.week.doy");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void everyTextOfTheEnglishFileIsThereAndNoOther(String app) throws IOException {
        assertThat(texts(app, "zh").keySet()).isEqualTo(texts(app, "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noTextIsEmpty(String app) throws IOException {
        assertThat(texts(app, "zh")).allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void placeholdersAndLinksWithinTheAppSurviveTranslation(String app) throws IOException {
        Map<String, String> chinese = texts(app, "zh");
        assertThat(texts(app, "en")).allSatisfy((key, english) -> {
            assertThat(found(PLACEHOLDER, chinese.get(key))).as(key)
                    .containsExactlyInAnyOrderElementsOf(found(PLACEHOLDER, english));
            assertThat(found(LINK_TARGET, chinese.get(key))).as(key)
                    .containsExactlyElementsOf(found(LINK_TARGET, english));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void textsAreChineseExceptTheNamedFew(String app) throws IOException {
        Map<String, String> chinese = texts(app, "zh");
        List<String> without = chinese.entrySet().stream()
                .filter(text -> !CHINESE.matcher(text.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(NO_CHINESE_NEEDED).containsAll(without);
        assertThat(without.size()).isLessThanOrEqualTo(chinese.size() / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void noEnglishWordIsLeftInATextButProperNames(String app) throws IOException {
        assertThat(texts(app, "zh")).allSatisfy((key, text) -> {
            if (key.startsWith("labels.")) {
                assertThat(found(WORD, NO_WORD.matcher(text).replaceAll(" "))).as(key).isSubsetOf(PROPER_NAMES);
            }
        });
    }

    /** Only the notice above every page has lost a link on purpose: it led to the vendor's advertisement of another product. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void tagsSurviveTranslation(String app) throws IOException {
        Map<String, String> chinese = texts(app, "zh");
        assertThat(texts(app, "en")).allSatisfy((key, english) -> {
            if (!key.equals("labels.BANNER_CE_EOL_TEXT")) {
                assertThat(found(TAG, chinese.get(key))).as(key).containsExactlyInAnyOrderElementsOf(found(TAG, english));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void wordsOutsideTheLocaleFileAreTranslatedInEveryAppAlike(String app) throws IOException {
        assertThat(read(app + "/scripts/config.js")).contains(app.equals("welcome") ? "'scripts/screen-words'" : "'../welcome/scripts/screen-words'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void viewsWaitForTheirWordsInEveryApp(String app) throws IOException {
        assertThat(read(app + "/scripts/config.js")).contains("'supervision.wordsFirst'", app.equals("welcome") ? "'words-first': 'scripts/words-first'" : "'words-first': '../welcome/scripts/words-first'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void theEndOfLifeBannerIsOneLineAndNamesTheFrozenVersion(String app) throws IOException {
        assertThat(texts(app, "zh").get("labels.BANNER_CE_EOL_TEXT"))
                .doesNotContain("\n", "<br", "<p", "<div")
                .contains("7.24", "不再发布新版本")
                .hasSizeLessThanOrEqualTo(80);
        assertThat(read(app + "/styles/user-styles.css")).contains(".ce-eol-banner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void theSettingsOfferChineseAndLoadTheSignInScript(String app) throws IOException {
        assertThat(read(app + "/scripts/config.js"))
                .contains("export default {", "availableLocales: ['zh', 'en']", "fallbackLocale: 'zh'",
                        "customScripts: ['scripts/sign-in'");
        assertThat(read(app + "/scripts/sign-in.js"))
                .contains("'/login'", "hashchange")
                .isEqualTo(read("tasklist/scripts/sign-in.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "cockpit"})
    void theDatePickerSpeaksChineseToo(String app) throws IOException {
        assertThat(read(app + "/scripts/config.js"))
                .contains("ngDeps: ['supervision.chineseDates'", "'chinese-dates': 'scripts/chinese-dates'");
        assertThat(read(app + "/scripts/chinese-dates.js"))
                .contains("angular.module('supervision.chineseDates'")
                .isEqualTo(read("tasklist/scripts/chinese-dates.js"));
    }

    /** The loader reads the file as it is; a byte order mark, as the English file has, is only ballast. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome", "admin", "cockpit"})
    void theFileHasNoByteOrderMark(String app) throws IOException {
        assertThat(read(app + "/locales/zh.json")).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "admin", "cockpit"})
    void datesReadTheChineseWay(String app) throws IOException {
        Map<String, String> chinese = texts(app, "zh");
        assertThat(moment("LLL", chinese, LocalDateTime.of(2026, 11, 23, 9, 5))).isEqualTo("2026年11月23日 09:05");
        assertThat(moment("LL", chinese, LocalDateTime.of(2026, 1, 2, 9, 5))).isEqualTo("2026年1月2日");
    }

    @Test
    void theSameEnglishSentenceIsNotTranslatedTwoWaysInTwoApps() throws IOException {
        Map<String, String> tasklist = texts("tasklist", "zh");
        Map<String, String> tasklistEnglish = texts("tasklist", "en");
        for (String app : List.of("welcome", "admin", "cockpit")) {
            Map<String, String> english = texts(app, "en");
            assertThat(texts(app, "zh")).allSatisfy((key, text) -> {
                if (english.get(key).equals(tasklistEnglish.get(key))) {
                    assertThat(text).as(app + " " + key).isEqualTo(tasklist.get(key));
                }
            });
        }
    }

    /** The few tokens of the date library our formats use, with the short names (L, LT …) spelled out first. */
    private static String moment(String name, Map<String, String> texts, LocalDateTime at) {
        String format = texts.get("dateLocales.longDateFormat." + name)
                .replace("LT", texts.get("dateLocales.longDateFormat.LT"));
        return format.replace("YYYY", "%1$tY").replace("mm", "%1$tM").replace("HH", "%1$tH")
                .replace("M月", at.getMonthValue() + "月").replace("D日", at.getDayOfMonth() + "日")
                .formatted(at);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results()
                .map(match -> match.group().replaceAll("\\s", ""))
                .toList();
    }

    private static Map<String, String> texts(String app, String language) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        flatten("", new ObjectMapper().readTree(read(app + "/locales/" + language + ".json").replace("\uFEFF", "")), texts);
        return texts;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(child ->
                    flatten(path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.put(path, node.asText());
        }
    }

    /** Ours, if the file is in our resources: they come before the web app's jar on the class path. */
    private static String read(String path) throws IOException {
        try (var file = WebappTranslationTest.class.getResourceAsStream(APPS + path)) {
            assertThat(file).as(path).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
