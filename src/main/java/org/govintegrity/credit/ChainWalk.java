package org.govintegrity.credit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Walks the chain from its first link and computes each anew from what the tables say now. A field that was changed, a row
 * that is missing or was added, or an end that was cut off shows as the first place where the sums differ.
 */
@Component
public class ChainWalk {

    /** Links read at a time, so that memory stays flat however long the chain. */
    private static final int STRIDE = 1000;

    private final JdbcClient jdbc;

    ChainWalk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Link(long seq, String previous, String stored, String computed, String what) {
    }

    @Transactional(readOnly = true)
    public ChainReport walk() {
        long end = jdbc.sql("select seq from credit_chain where id = 1").query(Long.class).single();
        String head = jdbc.sql("select hash from credit_chain where id = 1").query(String.class).single();
        String previous = Links.ORIGIN;
        long expected = 1;
        for (long from = 1; from <= end; from += STRIDE) {
            for (Link link : links(from, Math.min(end, from + STRIDE - 1))) {
                if (link.seq() != expected) {
                    return broken(expected, previous, link.seq() < expected ? "序号重复" : "这一条缺失");
                }
                if (!link.previous().equals(previous)) {
                    return broken(expected, previous, link.what() + "与前一条不相接");
                }
                if (!link.stored().equals(link.computed())) {
                    return broken(expected, previous, link.what() + "的内容被改动过");
                }
                previous = link.stored();
                expected++;
            }
        }
        if (expected != end + 1) {
            return broken(expected, previous, "这一条缺失");
        }
        if (!previous.equals(head)) {
            return broken(end, previous, "链尾与登记的链尾不符");
        }
        long beyond = jdbc.sql("select (select count(*) from credit_record where seq > :end) + (select count(*) from credit_event where seq > :end)")
                .param("end", end).query(Long.class).single();
        return beyond > 0 ? broken(end + 1, previous, "链尾之后另有条目") : new ChainReport(end, head, 0, null);
    }

    private static ChainReport broken(long at, String previous, String problem) {
        return new ChainReport(at - 1, previous, at, problem);
    }

    private List<Link> links(long from, long to) {
        List<Link> links = new ArrayList<>(jdbc.sql("""
                        select r.*, s.kind as subject_kind, s.subject_id from credit_record r left join credit_subject s on s.id = r.subject
                        where r.seq between ? and ?""").params(from, to).query((row, i) -> recordLink(row)).list());
        links.addAll(jdbc.sql("select * from credit_event where seq between ? and ?").params(from, to).query((row, i) -> eventLink(row)).list());
        links.sort(Comparator.comparingLong(Link::seq));
        return links;
    }

    private static Link recordLink(ResultSet row) throws SQLException {
        String previous = row.getString("prev_hash");
        return new Link(row.getLong("seq"), previous, row.getString("hash"), Links.hash(previous, "record", row.getLong("seq"), row.getString("record_no"),
                row.getString("record_key"), row.getString("subject_kind"), row.getString("subject_id"), row.getString("unit_id"), row.getString("post"),
                row.getString("kind"), row.getString("breach_class"), row.getString("clause"), row.getString("facts"), row.getString("document_name"),
                row.getString("document_no"), row.getObject("document_date", LocalDate.class), row.getString("decision"),
                row.getBoolean("publishable"), row.getObject("repair_from", LocalDate.class), row.getObject("publish_until", LocalDate.class),
                row.getObject("ends_on", LocalDate.class), row.getString("terms_basis"), row.getObject("sanction_until", LocalDate.class),
                row.getString("rule_used"), row.getString("case_no"), row.getString("source"), row.getObject("recorded_at", LocalDateTime.class), row.getString("recorded_by")), "信用记录" + row.getString("record_no"));
    }

    private static Link eventLink(ResultSet row) throws SQLException {
        String previous = row.getString("prev_hash");
        return new Link(row.getLong("seq"), previous, row.getString("hash"), Links.hash(previous, "event", row.getLong("seq"), row.getString("record_no"),
                row.getString("event_key"), row.getString("standing"), row.getObject("effective_on", LocalDate.class), row.getString("ref"), row.getString("text"), row.getObject("happened_at", LocalDateTime.class),
                row.getString("actor")), "信用记录" + row.getString("record_no") + "的状态变更");
    }
}
