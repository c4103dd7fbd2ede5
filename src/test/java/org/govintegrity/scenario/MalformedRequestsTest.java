package org.govintegrity.scenario;

import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.NewCampaign;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.evidence.Samples;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand malformed requests against every endpoint that needs no sign-in, over real sockets from as many addresses of this machine: none is answered
 * with a fault of the server, and none leaves half of anything behind. The seed is fixed, so that what fails once fails again.
 */
class MalformedRequestsTest extends ProcessTest {

    private static final int REQUESTS = Integer.getInteger("malformed.requests", 10_000);
    private static final int CLIENTS = 4;
    /** Complaints that are followed. */
    private static final int KNOWN = 10;
    /** The server's own answer, before any of our code, to codings and methods it does not know (RFC 9110 15.6.2; RFC 9112 6.1). */
    private static final int NOT_IMPLEMENTED = 501;
    private static final long SEED = 20261129;
    /** Whatever a complaint, a message or a vote may leave; in every other table nothing may change. */
    private static final Set<String> MAY_GROW = Set.of("complaint", "complaint_identity", "complaint_original", "complaint_file", "complaint_file_part", "complaint_message", "evidence",
            "evidence_event", "appraisal_vote", "appraisal_bad_review", "casefile_case", "casefile_event", "casefile_number", "casefile_task", "casefile_clause", "casefile_timer", "casefile_due", "casefile_member", "appraisal_day_key",
            "notice", "notice_delivery");
    /** What no stranger is ever told, with what stands around it. */
    private static final Pattern INSIDE = Pattern.compile(".{0,100}(系统内部出错|\tat org\\.|Exception).{0,100}");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BOUNDARY = "----formOfTheTest";
    private static final List<String> NASTY = List.of("", " ", "\u0000", "\u0001\u001b[31m", "\r\nX-Injected: 1", "%", "%00", "%zz", "../../../etc/passwd", "..\\..\\", "' or 1=1 --", "\";drop table complaint;--",
            "<script>alert(1)</script>", "${7*7}", "#{T(java.lang.Runtime)}", "{{7*7}}", "\uD83D\uDE00".repeat(50), "\uD800", "\uFFFF", "-1", "0", "99999999999999999999", "1e308", "NaN", "true", "null",
            "2026-02-30", "0000-00-00", "99999-12-31", "[]", "{}", "\u202Egnp.exe", "A".repeat(300), "长".repeat(5_001), "B".repeat(70_000), "!%_", "\\", "TS-2026-9999", "AAAA-BBBB-CCCC");
    private static final List<String> TYPES = List.of("", "text/plain", "application/json", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
            "multipart/mixed; boundary=x", FORM + "; charset=nosuch", FORM + "; charset=UTF-16", "image/png", "nonsense", "a/b;c=d;e", "application/x-www-form-urlencoded, text/html");
    private static final List<String> ACCEPTS = List.of("*/*", "text/html", "application/json", "image/webp", "text/html;q=nonsense", "nonsense", "application/xml", "text/html;q=0");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "G\u00cbT");

    @LocalServerPort
    private int port;
    @Autowired
    private Complaints complaints;
    @Autowired
    private AppraisalService campaigns;
    @Autowired
    private AppraisalTokens tokens;

    private final List<Receipt> known = new ArrayList<>();
    private String token;

    /** What a request would be if nothing were done to it. */
    private record Sane(String method, String path, Map<String, String> query, Map<String, String> fields, boolean multipart) {
    }

    /** @param status 0 where the connection was closed without an answer */
    private record Reply(int status, String body) {
    }

    private record Outcome(List<String> faults, Map<Integer, Integer> statuses, int receipts, int votes, int messages) {
    }

    @Test
    void noneIsAFaultOfTheServerAndNoneIsStoredByHalf() throws Exception {
        for (int i = 0; i < KNOWN; i++) {
            known.add(complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.SERVICE, "界石镇", "承诺一次办好，跑了五趟也没有办成", null, null,
                    new Informer(null, null, null, null), List.of(), UUID.randomUUID().toString(), null, true)));
        }
        token = newToken();
        List<Sane> sane = sane();
        assertThat(covered(sane)).as("every endpoint that the access table opens to nobody in particular").containsAll(open());

        Map<String, Long> before = counts();
        List<Future<Outcome>> clients = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(SEED + i);
                Callable<Outcome> client = () -> attack(sane, random);
                clients.add(pool.submit(client));
            }
            List<String> faults = new ArrayList<>();
            Map<Integer, Integer> statuses = new TreeMap<>();
            int receipts = 0;
            int votes = 0;
            int messages = 0;
            for (Future<Outcome> each : clients) {
                Outcome outcome = each.get();
                faults.addAll(outcome.faults());
                outcome.statuses().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
                receipts += outcome.receipts();
                votes += outcome.votes();
                messages += outcome.messages();
            }
            System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "answers to " + REQUESTS + " malformed requests: " + statuses + ", complaints " + receipts + ", votes " + votes + ", messages " + messages);
            assertThat(faults).isEmpty();
            assertThat(statuses.get(400)).as("most are refused as what they are").isPositive();
            assertThat(receipts).as("some are still complaints").isPositive();

            Map<String, Long> grown = new TreeMap<>();
            counts().forEach((table, rows) -> {
                if (rows - before.getOrDefault(table, 0L) != 0) {
                    grown.put(table, rows - before.getOrDefault(table, 0L));
                }
            });
            assertThat(MAY_GROW).as("tables that changed").containsAll(grown.keySet().stream().filter(table -> !table.startsWith("act_")).toList());
            // whoever sends more than they announced is answered, but may be cut off before they have read it
            long unread = statuses.getOrDefault(0, 0);
            assertThat(grown.getOrDefault("complaint", 0L)).as("complaints stored, beside receipts shown").isBetween((long) receipts, receipts + unread);
            assertThat(grown.getOrDefault("appraisal_vote", 0L)).as("votes stored, beside thanks said").isBetween((long) votes, votes + unread);
            assertThat(grown.getOrDefault("complaint_message", 0L)).as("messages stored, beside answers given").isBetween((long) messages, messages + unread);
            nothingIsHalf();
        } finally {
            pool.shutdownNow();
        }
    }

    /** A form of files that broke off anywhere is no vote, even where the server could still read all its fields. */
    @Test
    void aFormThatBrokeOffIsRefusedAndCountsNothing() {
        token = newToken();
        byte[] form = multipart(new TreeMap<>(Map.of("grade", "good", "reasons", "attitude", "comment", "办得快", "contact", "")), false, new byte[0], false);
        Random random = new Random(SEED);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int missing = 1; missing <= form.length; missing++) {
            byte[] head = ("POST /public/appraise/" + token + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\nUser-Agent: test " + missing + "\r\nAccept: text/html\r\nContent-Type: multipart/form-data; boundary="
                    + BOUNDARY + "\r\nContent-Length: " + form.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(head, head.length + form.length - missing);
            System.arraycopy(form, 0, request, head.length, form.length - missing);
            answers.put(missing, send(request, random).status());
        }
        // the line end after the last boundary belongs to no field: who was cut off there has said all
        assertThat(answers.remove(1)).isEqualTo(302);
        assertThat(answers.remove(2)).isEqualTo(302);
        assertThat(answers.values()).containsOnly(400);
        assertThat(jdbc.sql("select count(*) from appraisal_vote where token_id in (select max(id) from appraisal_token)").query(Integer.class).single()).isEqualTo(2);
    }

    private String newToken() {
        String campaign = as("joint1", () -> campaigns.open(new NewCampaign("评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of("caizhengju"))));
        return as("caizhengju1", () -> tokens.forWindows(campaigns.get(campaign), "caizhengju", List.of("1号窗口"))).get(0).secret();
    }

    /** What belongs together is there together. */
    private void nothingIsHalf() {
        for (String orphans : List.of(
                "complaint c where not exists (select 1 from casefile_case f where f.case_no = c.case_no)",
                "complaint c where not exists (select 1 from ACT_HI_PROCINST p where p.BUSINESS_KEY_ = c.case_no)",
                "complaint c where naming <> 'anonymous' and not exists (select 1 from complaint_identity i where i.case_no = c.case_no)",
                "complaint_identity i where not exists (select 1 from complaint c where c.case_no = i.case_no)",
                "complaint_original o where not exists (select 1 from complaint c where c.case_no = o.case_no)",
                "complaint_file f where not exists (select 1 from complaint c where c.case_no = f.case_no)",
                "complaint_file f where not exists (select 1 from complaint_file_part p where p.case_no = f.case_no and p.seq = f.seq)",
                "complaint_file f where not exists (select 1 from evidence e where e.id = f.evidence_id)",
                "appraisal_vote v where not exists (select 1 from appraisal_token t where t.id = v.token_id)")) {
            assertThat(jdbc.sql("select count(*) from " + orphans).query(Long.class).single()).as(orphans).isZero();
        }
    }

    private Outcome attack(List<Sane> sane, Random random) {
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> statuses = new HashMap<>();
        int receipts = 0;
        int votes = 0;
        int messages = 0;
        for (int i = 0; i < REQUESTS / CLIENTS; i++) {
            Sane base = sane.get(random.nextInt(sane.size()));
            byte[] request = broken(base, random);
            Reply reply = send(request, random);
            statuses.merge(reply.status(), 1, Integer::sum);
            Matcher inside = INSIDE.matcher(reply.body());
            boolean shows = inside.find();
            if (shows || reply.status() >= 500 && reply.status() != NOT_IMPLEMENTED) {
                faults.add(reply.status() + " to " + shown(request) + "\n answered " + (shows ? inside.group() : reply.body().substring(0, Math.min(300, reply.body().length()))));
            }
            receipts += reply.body().contains("投诉回执") ? 1 : 0;
            votes += reply.status() == 302 && reply.body().contains("/public/appraise-thanks") ? 1 : 0;
            messages += reply.body().contains("留言已经送达") ? 1 : 0;
        }
        return new Outcome(faults, statuses, receipts, votes, messages);
    }

    private List<Sane> sane() {
        List<Sane> sane = new ArrayList<>();
        for (String page : List.of("/", "/login", "/public", "/public/complain", "/public/complaint", "/public/appraise-thanks", "/public/appraisals", "/public/complaints", "/error", "/css/site.css", "/nothing-here")) {
            sane.add(new Sane("GET", page, Map.of("a", "1"), Map.of(), false));
        }
        for (String search : List.of("/public/units", "/public/records", "/public/records.json", "/public/disclosures", "/public/disclosures.json", "/public/documents", "/public/documents.json")) {
            sane.add(new Sane("GET", search, Map.of("q", "财政局", "page", "1", "size", "20", "kind", "permit"), Map.of(), false));
        }
        sane.add(new Sane("GET", "/public/documents/GS-2026-0001", Map.of(), Map.of(), false));
        sane.add(new Sane("GET", "/public/appraise/" + token, Map.of(), Map.of(), false));
        sane.add(new Sane("GET", "/verify", Map.of("no", "BG-2026-0001", "code", "AAAA-BBBB-CCCC"), Map.of(), false));
        sane.add(new Sane("GET", "/public/verify.json", Map.of("no", "BG-2026-0001", "code", "AAAA-BBBB-CCCC"), Map.of(), false));
        sane.add(new Sane("POST", "/verify", Map.of(), Map.of("no", "BG-2026-0001", "code", "AAAA-BBBB-CCCC"), true));
        sane.add(new Sane("POST", "/login", Map.of(), Map.of("username", "nobody", "password", "wrong", "_csrf", "x"), false));
        Map<String, String> vote = Map.of("grade", "good", "reasons", "attitude", "comment", "办得快", "contact", "");
        Map<String, String> complaint = Map.of("naming", "confidential", "category", "service", "unit", "界石镇", "facts", "承诺一次办好，跑了五趟也没有办成", "name", "李旺投", "phone", "13812345678");
        for (int often = 0; often < KNOWN; often++) {
            Receipt receipt = known.get(often);
            Map<String, String> message = Map.of("no", receipt.caseNo(), "code", receipt.code(), "act", "message", "words", "补充一句");
            sane.add(new Sane("POST", "/public/appraise/" + token, Map.of(), vote, often % 2 == 0));
            sane.add(new Sane("POST", "/public/complain", Map.of(), complaint, often % 2 == 0));
            sane.add(new Sane("POST", "/public/complaint", Map.of(), message, often % 2 == 0));
        }
        return sane;
    }

    private Set<String> covered(List<Sane> sane) {
        Set<String> covered = new TreeSet<>();
        sane.forEach(one -> covered.add(one.method() + " " + one.path().replace(token, "{}").replaceAll("GS-2026-0001", "{}")));
        return covered;
    }

    /** From the table of who may do what: whatever does not send nobody to the sign-in page. */
    private static Set<String> open() throws IOException {
        Set<String> open = new TreeSet<>();
        for (String line : new ClassPathResource("access-matrix.txt").getContentAsString(StandardCharsets.UTF_8).lines().filter(l -> l.matches("(GET|POST|PUT|DELETE) +/.*")).toList()) {
            String[] parts = line.split(" +");
            if (!Set.of("302", "401", "403").contains(parts[2])) {
                open.add(parts[0] + " " + parts[1].replaceAll("\\?.*", "").replaceAll("\\{[^}]*}", "{}"));
            }
        }
        assertThat(open).hasSizeGreaterThan(15);
        return open;
    }

    /** One to four things are wrong with it. */
    private byte[] broken(Sane base, Random random) {
        String method = base.method();
        StringBuilder path = new StringBuilder(base.path());
        // sorted: the order of an immutable map changes from run to run
        Map<String, String> query = new TreeMap<>(base.query());
        Map<String, String> fields = new TreeMap<>(base.fields());
        String type = base.multipart() ? "multipart/form-data; boundary=" + BOUNDARY : FORM;
        List<String> headers = new ArrayList<>(List.of("Host: 127.0.0.1:" + port, "Connection: close", "User-Agent: test " + random.nextInt()));
        String accept = "text/html";
        double cut = 1;
        boolean lie = false;
        boolean chunked = false;
        boolean raw = false;
        boolean noise = false;
        boolean file = base.multipart() && random.nextInt(4) == 0;
        byte[] fileContent = Samples.picture("png");
        for (int wrong = 1 + random.nextInt(4); wrong > 0; wrong--) {
            switch (random.nextInt(17)) {
                case 0, 1, 2 -> replaceOne(base.method().equals("POST") ? fields : query, nasty(random), random);
                case 3 -> removeOne(base.method().equals("POST") ? fields : query, random);
                case 4 -> {
                    String name = nasty(random);
                    query.put(name.substring(0, Math.min(20, name.length())), nasty(random));
                }
                case 5 -> type = TYPES.get(random.nextInt(TYPES.size()));
                case 6 -> accept = ACCEPTS.get(random.nextInt(ACCEPTS.size()));
                case 7 -> method = METHODS.get(random.nextInt(METHODS.size()));
                case 8 -> cut = random.nextDouble();
                case 9 -> lie = true;
                case 10 -> path.append(List.of(";jsessionid=1", "/", "//", "/..;/", "%2e%2e", "%", "%00", "?", "?&&==&", "#x", "/%E4%B8", ".json", ".php").get(random.nextInt(13)));
                case 11 -> headers.add(List.of("X-Forwarded-For: 1.2.3.4, \u0000", "Cookie: JSESSIONID=" + "z".repeat(200), "Cookie: =;;=\"", "Range: bytes=5-1", "If-None-Match: \"" + "x".repeat(500),
                        "If-Modified-Since: tomorrow", "Accept-Language: \u0001", "Accept-Encoding: nonsense", "Content-Encoding: gzip", "Expect: nonsense", "Sec-Fetch-Site: cross-site", "Authorization: Basic !!!",
                        "Authorization: Bearer " + "t".repeat(300), "X-API-Key: nosuch", "Transfer-Encoding: identity", "X: " + "y".repeat(9_000), "Origin: null", "Host: other").get(random.nextInt(18)));
                case 12 -> chunked = true;
                case 13 -> raw = true;
                case 14 -> noise = true;
                case 15 -> {
                    file = base.multipart();
                    fileContent = new byte[random.nextInt(4_000)];
                    random.nextBytes(fileContent);
                    byte[] head = List.of(new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, "%PDF-1.7\nstream\n".getBytes(StandardCharsets.US_ASCII), new byte[]{'P', 'K', 3, 4}, new byte[0]).get(random.nextInt(4));
                    System.arraycopy(head, 0, fileContent, 0, Math.min(head.length, fileContent.length));
                }
                default -> headers.add("X-Nothing: wrong");
            }
        }
        if (base.path().equals("/public/complain")) {
            fields.putIfAbsent("ticket", UUID.nameUUIDFromBytes(String.valueOf(random.nextLong()).getBytes(StandardCharsets.US_ASCII)).toString());
        }
        byte[] body = base.method().equals("POST") ? base.multipart() ? multipart(fields, file, fileContent, raw) : form(fields, raw) : new byte[0];
        if (noise && body.length > 0) {
            for (int i = 0; i < 8; i++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
        }
        String target = path + (query.isEmpty() ? "" : (path.indexOf("?") < 0 ? "?" : "&") + new String(form(query, raw), StandardCharsets.ISO_8859_1));
        headers.add("Accept: " + accept);
        if (base.method().equals("POST")) {
            headers.add("Content-Type: " + type);
            headers.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + (lie ? Math.max(0, body.length + random.nextInt(201) - 100) : body.length));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        if (chunked) {
            out.writeBytes((Integer.toHexString(body.length) + (random.nextInt(3) == 0 ? "zz" : "") + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(body);
            out.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.writeBytes(body);
        }
        byte[] whole = out.toByteArray();
        return cut == 1 ? whole : Arrays.copyOf(whole, Math.max(1, (int) (whole.length * (0.3 + 0.7 * cut))));
    }

    private static String nasty(Random random) {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private static void replaceOne(Map<String, String> values, String value, Random random) {
        List<String> names = new ArrayList<>(values.keySet());
        if (!names.isEmpty()) {
            values.put(names.get(random.nextInt(names.size())), value);
        }
    }

    private static void removeOne(Map<String, String> values, Random random) {
        List<String> names = new ArrayList<>(values.keySet());
        if (!names.isEmpty()) {
            values.remove(names.get(random.nextInt(names.size())));
        }
    }

    /** @param raw without encoding, as no browser would send it */
    private static byte[] form(Map<String, String> fields, boolean raw) {
        return String.join("&", fields.entrySet().stream().map(field -> field.getKey() + "=" + (raw ? field.getValue().replaceAll("[\r\n ]", "") : URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] multipart(Map<String, String> fields, boolean file, byte[] content, boolean raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach((name, value) -> out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        if (file) {
            out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + (raw ? "\u0000../../a\u202E.png" : "照片.png") + "\"\r\nContent-Type: image/png\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(content);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("--" + BOUNDARY + (raw ? "" : "--") + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** From another address of this machine each time, so that the limits per address do not do all the work. */
    private Reply send(byte[] request, Random random) {
        try {
            InetAddress from = InetAddress.getByAddress(new byte[]{127, (byte) (1 + random.nextInt(250)), (byte) random.nextInt(256), (byte) (1 + random.nextInt(250))});
            try (Socket socket = new Socket(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port, from, 0)) {
                socket.setSoTimeout(60_000);
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
                socket.shutdownOutput();
                return reply(socket.getInputStream().readAllBytes());
            }
        } catch (SocketException closed) {
            return new Reply(0, "");   // refused before all was sent
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply reply(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Reply(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }

    private static String shown(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        return text.substring(0, Math.min(900, text.length())).replace("\u0000", "\\0");
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : jdbc.sql("select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'").query(String.class).list()) {
            counts.put(table.toLowerCase(Locale.ROOT), jdbc.sql("select count(*) from " + table).query(Long.class).single());
        }
        return counts;
    }
}
