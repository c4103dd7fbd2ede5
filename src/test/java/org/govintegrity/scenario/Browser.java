package org.govintegrity.scenario;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.govintegrity.common.ChineseDates;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The machine's own Chromium, driven by Playwright; nothing is downloaded. Each person has a context of their own, as on
 * a computer of their own, whose clock goes with the test's.
 */
class Browser implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double TIMEOUT_MILLIS = 45_000;

    private static boolean said;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final String address;
    private final List<Person> people = new ArrayList<>();

    private Browser(Path executable, String address) {
        this.address = address;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        this.chromium = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setHeadless(true).setArgs(FLAGS));
    }

    /**
     * @param address where the application answers, without a slash at the end
     * @throws TestAbortedException where there is no Chromium: the test is skipped, unless the environment variable
     *         SUPERVISION_BROWSER is "required"
     */
    static Browser start(String address) {
        Path executable = executable();
        if (executable == null) {
            String words = "no Chromium on the PATH: browser tests are skipped (Debian: apt-get install chromium fonts-noto-cjk)";
            if ("required".equals(System.getenv("SUPERVISION_BROWSER"))) {
                throw new AssertionError(words + ", but SUPERVISION_BROWSER=required asks for them");
            }
            if (!said) {
                LOG.warn(words);
                said = true;
            }
            throw new TestAbortedException(words);
        }
        return new Browser(executable, address);
    }

    private static Path executable() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            for (String name : NAMES) {
                Path candidate = Path.of(folder, name);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /** A person at a computer of their own, signed in through our page; the same one when asked for again. */
    Person signIn(String id, Instant now) {
        Person known = people.stream().filter(person -> person.id().equals(id)).findFirst().orElse(null);
        if (known != null) {
            return known;
        }
        Person person = new Person(id, address, computer(now));
        people.add(person);
        person.signIn();
        return person;
    }

    /** Somebody who does not sign in. */
    Page passerBy(Instant now) {
        return computer(now).newPage();
    }

    private BrowserContext computer(Instant now) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale("zh-CN").setTimezoneId(ChineseDates.ZONE.getId()).setViewportSize(1400, 1000));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        context.clock().install(new Clock.InstallOptions().setTime(Date.from(now)));
        return context;
    }

    void moveClocksTo(Instant now) {
        people.forEach(person -> person.page().context().clock().setSystemTime(Date.from(now)));
    }

    /** What everybody has on the screen right now, for somebody who has to find out why a test failed. */
    void screenshotsOfFailure(String test) {
        people.forEach(person -> screenshot(person.page(), "failed-" + test + "-" + person.id()));
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** The whole length of a page of ours; Tasklist scrolls inside and has none. */
    static void wholePage(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    }

    void everybodyLeaves() {
        people.forEach(person -> person.page().context().close());
        people.clear();
    }

    List<Person> people() {
        return List.copyOf(people);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
