package org.govintegrity.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail that knows whether the whole of its text was written to the mail server. Until then the server cannot have taken
 * it, since the line that ends a mail goes out afterwards; from then on only the server's answer tells.
 */
class OutgoingMail extends MimeMessage {

    private boolean written;

    OutgoingMail(Session session) {
        super(session);
    }

    /** Called by the transport once the server has asked for the text. */
    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException, MessagingException {
        super.writeTo(out, ignoredHeaders);
        written = true;
    }

    boolean written() {
        return written;
    }
}
