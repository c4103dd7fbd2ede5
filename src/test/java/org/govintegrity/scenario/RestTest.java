package org.govintegrity.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Base of tests over real HTTP: the engine's REST interface with Basic, and Tasklist's own with a session. */
abstract class RestTest extends ChainTest {

    private static final String PASSWORD = "Wendeng-2018";

    @LocalServerPort
    private int port;
    protected final HttpClient http = HttpClient.newHttpClient();
    protected final ObjectMapper json = new ObjectMapper();

    protected HttpResponse<String> send(String person, String method, String path, String body) throws Exception {
        return http.send(request(person, path).header("Content-Type", "application/json").method(method, body(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    protected HttpRequest.Builder request(String person, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return person == null ? request : request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((person + ":" + PASSWORD).getBytes()));
    }

    /** Signs in as a browser does, for what Tasklist asks. */
    protected Session signIn(String person) throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        String form = browser.send(HttpRequest.newBuilder(uri("/login")).build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(token.find()).isTrue();
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(uri("/login")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body("username=" + person + "&password=" + PASSWORD + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8))).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Location").orElse("")).as("signed in").doesNotContain("error");
        browser.send(HttpRequest.newBuilder(uri("/camunda/app/tasklist/default/")).build(), HttpResponse.BodyHandlers.ofString());
        return new Session(browser, cookies);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpRequest.BodyPublisher body(String body) {
        return body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }

    protected final class Session {

        private final HttpClient browser;
        private final CookieManager cookies;

        private Session(HttpClient browser, CookieManager cookies) {
            this.browser = browser;
            this.cookies = cookies;
        }

        /** @param path below Tasklist's interface of the engine, such as {@code /task/{id}/claim} */
        HttpResponse<String> send(String method, String path, String body) throws Exception {
            String token = cookies.getCookieStore().getCookies().stream().filter(c -> c.getName().equals("XSRF-TOKEN")).map(HttpCookie::getValue).findFirst().orElse("");
            return browser.send(HttpRequest.newBuilder(uri("/camunda/api/engine/engine/default" + path)).header("Content-Type", "application/json")
                    .header("X-XSRF-TOKEN", token).method(method, body(body)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
