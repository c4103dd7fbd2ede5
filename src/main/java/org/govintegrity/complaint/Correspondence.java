package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What complainant and office write to each other, by number and code; it works for the anonymous too. */
@Service
@Transactional
public class Correspondence {

    static final int LONGEST = 2_000;
    /** Messages of one complainant in one case (project default). */
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Informers informers;
    private final Clock clock;

    Correspondence(JdbcClient jdbc, Informers informers, Clock clock) {
        this.jdbc = jdbc;
        this.informers = informers;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Message> of(String caseNo) {
        return jdbc.sql("select id, sent_at, side, author, text from complaint_message where case_no = ? order by id").param(caseNo).query(Rows.of(Message.class)).list();
    }

    /** What the system tells, such as whether a complaint is taken up. */
    void tell(String caseNo, String words) {
        add(caseNo, "system", null, words);
    }

    /** What somebody of the office writes; it is shown to the complainant as the office's, without a name. */
    void write(String caseNo, String author, String words) {
        add(caseNo, "office", author, checked(words));
    }

    /** What the complainant writes; whatever points to them is masked before it is kept in the open. */
    void receive(String caseNo, String words) {
        String text = informers.shielded(caseNo, "message", checked(words));
        List<Message> before = of(caseNo).stream().filter(m -> m.side().equals("complainant")).toList();
        if (!before.isEmpty() && before.get(before.size() - 1).text().equals(text)) {
            throw Refusal.conflict("这条留言已经收到，不用重复发送。");
        }
        if (before.size() >= MOST) {
            throw Refusal.unprocessable("这件投诉的留言已满" + MOST + "条。请等待答复，或者拨打12345。");
        }
        add(caseNo, "complainant", null, text);
    }

    private void add(String caseNo, String side, String author, String words) {
        jdbc.sql("insert into complaint_message (case_no, sent_at, side, author, text) values (?, ?, ?, ?, ?)")
                .params(caseNo, LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS), side, author, words).update();
    }

    static String checked(String words) {
        return checked(words, "内容");
    }

    /** @throws Refusal (invalid) if nothing is written, or too much */
    static String checked(String words, String what) {
        String text = words == null ? "" : words.strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.invalid(what + "最多" + LONGEST + "字，请缩短；材料较多的请作为附件上传。");
        }
        return text;
    }
}
