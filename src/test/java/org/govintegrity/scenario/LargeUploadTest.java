package org.govintegrity.scenario;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real server answers to an upload that is too large: words, not a broken connection. */
class LargeUploadTest extends ProcessTest {

    private static final byte[] MEGABYTE = new byte[1024 * 1024];
    private static final String EDGE = "edge-of-the-form";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void thePageSaysTheLimitAndWhatToDo() throws Exception {
        String token = token("/login");
        http.send(request("/login").header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(
                "username=supervisor1&password=Wendeng-2018&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8))).build(), HttpResponse.BodyHandlers.discarding());
        HttpResponse<String> answer = http.send(request("/cases/JC-1999-0001/evidence").header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + EDGE).POST(file(token("/cases"), 60, true)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("上传的文件过大", "不超过50 MB", "拆成几个文件");
        // of a size the server reads: the page's own answer, so the form's token has arrived with the file
        HttpResponse<String> read = http.send(request("/cases/JC-1999-0001/evidence").header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + EDGE).POST(file(token("/cases"), 50, true)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(read.body()).contains("没有编号为“JC-1999-0001”的案件");
    }

    @Test
    void theInterfaceSaysTheLimitAlsoWhenTheSizeIsNotToldBefore() throws Exception {
        for (boolean told : new boolean[]{true, false}) {
            HttpResponse<String> answer = http.send(request("/api/v1/cases/JC-1999-0001/evidence").header("Accept", "application/json")
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("supervisor1:Wendeng-2018".getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "multipart/form-data; boundary=" + EDGE).POST(file("none", 60, told)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("size told before: %s, %s", told, answer.body()).isEqualTo(413);
            assertThat(answer.body()).contains("\"message\"", "不超过50 MB");
        }
    }

    private String token(String path) throws Exception {
        Matcher found = TOKEN.matcher(http.send(request(path).header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString()).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    /** A form with a file of so many megabytes; with its length told before, as browsers do, or not. */
    private static BodyPublisher file(String token, int megabytes, boolean told) {
        byte[] head = ("--" + EDGE + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--" + EDGE
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + EDGE + "--\r\n").getBytes(StandardCharsets.UTF_8);
        List<byte[]> parts = new ArrayList<>();
        parts.add(head);
        parts.addAll(Collections.nCopies(megabytes, MEGABYTE));
        parts.add(tail);
        BodyPublisher body = BodyPublishers.ofByteArrays(parts);
        return told ? BodyPublishers.fromPublisher(body, head.length + tail.length + (long) megabytes * MEGABYTE.length) : body;
    }
}
