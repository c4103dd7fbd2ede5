package org.govintegrity.scenario;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The public pages for those who read them with other means, on a phone, on a slow line. */
class PortalBrowserTest extends BrowserTest {

    private static final List<String> PAGES = List.of("/public", "/public/complaints", "/public/units", "/public/units?q=财政局", "/public/complain", "/public/complaint", "/public/records", "/public/disclosures", "/public/disclosures?kind=penalty", "/public/documents", "/public/appraisals", "/verify");
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final int FIRST_PAGE_BYTES = 200 * 1024;

    /** WCAG 2.2 AA, as far as a machine can tell. */
    @Test
    void axeFindsNothingSerious() {
        Page citizen = passerBy();
        List<String> found = new ArrayList<>();
        for (int width : new int[]{1280, 390}) {
            citizen.setViewportSize(width, 844);
            for (String path : PAGES) {
                assertThat(citizen.navigate(address() + path).status()).as(path).isEqualTo(200);
                for (Rule rule : new AxeBuilder(citizen).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations()) {
                    if (SERIOUS.contains(rule.getImpact())) {
                        found.add(path + " at " + width + ": " + rule.getId() + " " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
                    }
                }
                if (((Number) citizen.evaluate("document.documentElement.scrollWidth")).intValue() > width) {
                    found.add(path + " is wider than " + width);
                }
            }
            Browser.wholePage(citizen, "portal-" + width);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theFirstPageIsSmallAndFromHereOnlyAndLeavesNoCookie() {
        Page citizen = passerBy();
        List<Response> answers = new ArrayList<>();
        citizen.onResponse(answers::add);
        citizen.navigate(address() + "/public");
        citizen.waitForLoadState();
        List<Response> all = List.copyOf(answers);
        assertThat(all).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.url()).startsWith(address());
            assertThat(answer.status()).isLessThan(400);
        });
        assertThat(all.stream().mapToInt(answer -> answer.request().sizes().responseBodySize + answer.request().sizes().responseHeadersSize).sum())
                .as("bytes over the line").isBetween(1, FIRST_PAGE_BYTES);
        assertThat(citizen.context().cookies()).isEmpty();
        Browser.wholePage(citizen, "portal-start");
    }

    @Test
    void theKeyboardReachesEveryDoorInTheOrderOfThePage() {
        Page citizen = passerBy();
        citizen.navigate(address() + "/public");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 30 && !reached.contains("/verify"); i++) {
            citizen.keyboard().press("Tab");
            reached.add(String.valueOf(citizen.evaluate("document.activeElement.getAttribute('href')")));
        }
        assertThat(reached).containsSubsequence("#main", "/public/complain", "/public/complaint", "/public/complaints", "/public/units", "/public/records", "/public/disclosures", "/public/documents", "/public/appraisals", "/verify");
    }
}
