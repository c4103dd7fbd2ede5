package org.govintegrity.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The application as processes of its own on one database, to be killed and started again. */
final class Nodes implements AutoCloseable {

    static final String PASSWORD = "Wendeng-2018";
    /** Both only guard against hanging: a start takes five seconds and a whole test two minutes, where nothing else runs. */
    static final Duration LIMIT = Duration.ofMinutes(10);
    static final Duration REQUEST = Duration.ofMinutes(2);

    /**
     * The application's classes as a JVM keeps them, and the jar they were loaded from, for all tests of this run: with them it
     * starts in little more than half the time. Who starts before the archive is there starts without.
     */
    private static Path shared;
    private static String classPath;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();
    private final List<Node> running = new CopyOnWriteArrayList<>();
    private final List<String> settings;
    private final Path folder;
    private final EmbeddedPostgres server;

    private record Node(int port, Process process) {
    }

    /** @param settings further arguments of the application */
    Nodes(boolean postgres, String... settings) throws IOException {
        this.settings = List.of(settings);
        folder = Files.createDirectories(Path.of("target", "crash", String.valueOf(System.nanoTime()))).toAbsolutePath();
        server = postgres ? EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start() : null;
        synchronized (Nodes.class) {
            if (shared == null) {
                classPath = jars(folder);
                shared = folder;
            }
        }
    }

    /** Starts one more. @param keepClasses whether it is to write the archive of its classes when it is ended in good order */
    void add(boolean keepClasses) throws Exception {
        running.add(start(freePort(), keepClasses ? "-XX:ArchiveClassesAtExit=" + archive() : reuse()));
    }

    int size() {
        return running.size();
    }

    int port(int node) {
        return running.get(node).port();
    }

    /** Ends it in good order and starts it again. */
    void restart(int node) throws Exception {
        running.get(node).process().destroy();
        running.get(node).process().waitFor();
        running.set(node, start(port(node), reuse()));
    }

    /** {@code SIGKILL}; then it is started again. */
    void kill(int node) throws Exception {
        running.get(node).process().destroyForcibly().waitFor();
        running.set(node, start(port(node), reuse()));
    }

    void killAll() throws InterruptedException {
        for (Node node : running) {
            node.process().destroyForcibly().waitFor();
        }
    }

    /** On an H2 file only while no node runs. */
    JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(url(), user(), password()));
    }

    String url() {
        return server != null ? server.getJdbcUrl("postgres", "postgres")
                : "jdbc:h2:file:" + folder.resolve("supervision") + ";" + System.getProperty("crash.h2", "WRITE_DELAY=0;LOCK_TIMEOUT=20000") + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    String user() {
        return server != null ? "postgres" : "sa";
    }

    String password() {
        return server != null ? "postgres" : "";
    }

    @Override
    public void close() throws Exception {
        killAll();
        if (server != null) {
            server.close();
        }
    }

    static String basic(String person) {
        return "Basic " + Base64.getEncoder().encodeToString((person + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** Real time passes here: it is other processes that are waited for. */
    static void pause(Duration time) {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Node start(int port, String archiving) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx600m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                archiving, "-Xlog:cds=error",
                "-Duser.timezone=Asia/Shanghai", "-Dfile.encoding=UTF-8", "-cp", classPath, "org.govintegrity.SupervisionApplication",
                "--server.port=" + port, "--spring.datasource.url=" + url(), "--spring.datasource.username=" + user(),
                "--spring.datasource.password=" + password(), "--supervision.evidence.directory=" + folder.resolve("evidence"),
                "--camunda.bpm.job-execution.wait-time-in-millis=200", "--camunda.bpm.job-execution.max-wait=400",
                // a dead node's jobs are taken over after this long (five minutes in earnest)
                "--camunda.bpm.job-execution.lock-time-in-millis=4000", "--logging.level.root=WARN"));
        command.addAll(settings);
        Path log = folder.resolve("node-" + port + ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Node node = new Node(port, process);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the application did not start, see " + log);
            }
            try {
                // the port is open before accounts and plan are there
                if (http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/plan")).timeout(REQUEST).header("Authorization", basic("supervisor1")).build(),
                        HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return node;
                }
                pause(Duration.ofMillis(100));
            } catch (IOException notYet) {
                pause(Duration.ofMillis(200));
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the application did not answer, see " + log);
    }

    private static Path archive() {
        return shared.resolve("application.jsa");
    }

    private static String reuse() {
        return Files.exists(archive()) ? "-XX:SharedArchiveFile=" + archive() : "-Xshare:auto";
    }

    /** The application's own class path, without the tests', its classes packed: of what lies in a folder no archive is made. */
    private static String jars(Path folder) {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(System.getProperty("path.separator")))
                .filter(entry -> !entry.endsWith("test-classes")).map(entry -> Files.isDirectory(Path.of(entry)) ? packed(entry, folder) : entry)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String packed(String classes, Path folder) {
        String jar = folder.resolve("application.jar").toString();
        int code = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes, ".");
        assertThat(code).isZero();
        return jar;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
