package org.govintegrity.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that fails at a chosen moment and counts the mails that it was handed whole. */
final class FailingMailServer implements AutoCloseable {

    enum Fails {
        /** takes the connection and says nothing */
        WITHOUT_A_WORD,
        /** does not know the addressee */
        AT_THE_ADDRESSEE,
        /** takes the whole mail and asks to try again later */
        WITH_TRY_LATER,
        /** takes the whole mail and hangs up instead of answering */
        BEFORE_THE_ANSWER,
        /** takes the whole mail and never answers */
        SILENTLY_BEFORE_THE_ANSWER,
        /** takes the whole mail, says so, and breaks the connection when the client says good-bye */
        AT_GOODBYE
    }

    private final Fails fails;
    private final ServerSocket server;
    private final AtomicInteger mails = new AtomicInteger();
    private final Thread thread;

    FailingMailServer(int port, Fails fails) throws IOException {
        this.fails = fails;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        thread = new Thread(this::serve, "failing-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int mailsTakenWhole() {
        return mails.get();
    }

    /** The port is free again afterwards. */
    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        thread.join(10_000);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(5_000);
                talk(client);
            } catch (IOException e) {
                // the client or the test has hung up; the next one is waited for
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        if (fails == Fails.WITHOUT_A_WORD) {
            in.readLine();   // until the client gives up
            return;
        }
        say(out, "220 test");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT") && fails == Fails.AT_THE_ADDRESSEE) {
                say(out, "550 5.1.1 " + line.substring(8) + " unknown");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    // the mail's text is not looked at
                }
                mails.incrementAndGet();
                switch (fails) {
                    case WITH_TRY_LATER -> say(out, "451 4.3.0 try again later");
                    case BEFORE_THE_ANSWER -> {
                        return;
                    }
                    case SILENTLY_BEFORE_THE_ANSWER -> {
                        in.readLine();   // until the client gives up
                        return;
                    }
                    default -> say(out, "250 taken");
                }
            } else if (line.equals("QUIT")) {
                if (fails == Fails.AT_GOODBYE) {
                    client.setSoLinger(true, 0);   // a reset, not an orderly end
                    client.close();
                } else {
                    say(out, "221 bye");
                }
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
