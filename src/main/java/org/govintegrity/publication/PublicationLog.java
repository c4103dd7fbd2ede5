package org.govintegrity.publication;

import org.govintegrity.common.Rows;
import org.govintegrity.credit.ChainReport;
import org.govintegrity.credit.Links;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Every act at the gate, each a link of one chain with the hash of exactly what was shown. Rows are only ever added. */
@Component
public class PublicationLog {

    private static final int STRIDE = 1000;
    private static final String SELECT = """
            select seq, record_no, case_no, act, content, content_hash, reason, actor, happened_at, prev_hash, hash from publication_act
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PublicationLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One act; {@code content} is what is shown from then on, null where nothing is. */
    public record Act(long seq, String recordNo, String caseNo, String act, String content, String contentHash, String reason, String actor,
                      LocalDateTime happenedAt, String prevHash, String hash) {

        /** The act in words. */
        public String words() {
            return switch (act) {
                case "publish" -> "公示";
                case "withhold" -> "不予公示";
                case "correct" -> "更正公示内容";
                case "take-down" -> "撤下";
                case "notice" -> "发布更正与撤销公告";
                case "notice-end" -> "公告期满撤下";
                default -> act;
            };
        }
    }

    /** The log's end: it moves with every act, so it also tells whether anything shown has changed. */
    @Transactional(readOnly = true)
    public String head() {
        return jdbc.sql("select hash from publication_chain where id = 1").query(String.class).single();
    }

    /** Acts one after the other until the transaction ends: whoever looks at what is shown before changing it, locks first. */
    @Transactional(propagation = Propagation.MANDATORY)
    void lock() {
        jdbc.sql("select seq from publication_chain where id = 1 for update").query(Long.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(String recordNo, String caseNo, String act, String content, String reason, String by) {
        long seq = jdbc.sql("select seq from publication_chain where id = 1 for update").query(Long.class).single() + 1;
        String previous = head();
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        String contentHash = hash(content);
        String hash = link(previous, seq, recordNo, caseNo, act, contentHash, reason, by, now);
        jdbc.sql("""
                        insert into publication_act (seq, record_no, case_no, act, content, content_hash, reason, actor, happened_at, prev_hash, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(seq, recordNo, caseNo, act, content, contentHash, reason, by, now, previous, hash).update();
        jdbc.sql("update publication_chain set seq = ?, hash = ? where id = 1").params(seq, hash).update();
    }

    /** Acts on a record, oldest first. */
    @Transactional(readOnly = true)
    public List<Act> of(String recordNo) {
        return jdbc.sql(SELECT + "where record_no = ? order by seq").param(recordNo).query(Rows.of(Act.class)).list();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Act> latest(int limit) {
        return jdbc.sql(SELECT + "order by seq desc fetch first ? rows only").param(limit).query(Rows.of(Act.class)).list();
    }

    /**
     * Computes every link anew, and compares what the page shows with what the log says is shown: a changed text, a missing or
     * an added act, and a record shown without an act all show as the first place where they differ.
     */
    @Transactional(readOnly = true)
    public ChainReport walk() {
        long end = jdbc.sql("select seq from publication_chain where id = 1").query(Long.class).single();
        String head = head();
        String previous = Links.ORIGIN;
        long expected = 1;
        for (long from = 1; from <= end; from += STRIDE) {
            for (Act act : jdbc.sql(SELECT + "where seq between ? and ? order by seq").params(from, Math.min(end, from + STRIDE - 1)).query(Rows.of(Act.class)).list()) {
                String what = "记录" + act.recordNo() + "的“" + act.words() + "”";
                if (act.seq() != expected) {
                    return broken(expected, previous, "这一条缺失");
                }
                if (!same(act.contentHash(), hash(act.content()))) {
                    return broken(expected, previous, what + "所示内容被改动过");
                }
                if (!act.prevHash().equals(previous) || !act.hash().equals(link(previous, act.seq(), act.recordNo(), act.caseNo(), act.act(), act.contentHash(),
                        act.reason(), act.actor(), act.happenedAt()))) {
                    return broken(expected, previous, what + "被改动过或者与前一条不相接");
                }
                previous = act.hash();
                expected++;
            }
        }
        if (expected != end + 1 || !previous.equals(head)) {
            return broken(expected, previous, "链尾与登记的链尾不符");
        }
        if (jdbc.sql("select count(*) from publication_act where seq > ?").param(end).query(Long.class).single() > 0) {
            return broken(end + 1, previous, "链尾之后另有条目");
        }
        return shownWithoutAct().map(no -> broken(end + 1, head, "记录" + no + "公示的内容与日志最后一次公示的内容不符")).orElse(new ChainReport(end, head, 0, null));
    }

    private Optional<String> shownWithoutAct() {
        return jdbc.sql("""
                        select i.no from (select record_no as no, shown from publication_item where state = 'published'
                            union all select case_no, shown from publication_document where state = 'published'
                            union all select row_no, shown from publication_row where state = 'published') i
                        where not exists (select 1 from publication_act a where a.record_no = i.no and a.content = i.shown
                                and a.seq = (select max(b.seq) from publication_act b where b.record_no = i.no))
                        order by i.no fetch first 1 rows only""").query(String.class).optional();
    }

    static String hash(String content) {
        return content == null ? null : Links.sha256(content);
    }

    private static String link(String previous, long seq, String recordNo, String caseNo, String act, String contentHash, String reason, String by, LocalDateTime at) {
        return Links.hash(previous, "publication", seq, recordNo, caseNo, act, contentHash, reason, by, at);
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static ChainReport broken(long at, String previous, String problem) {
        return new ChainReport(at - 1, previous, at, problem);
    }
}
