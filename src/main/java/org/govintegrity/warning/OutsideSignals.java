package org.govintegrity.warning;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.SignalKind;
import org.govintegrity.casefile.SignalSource;
import org.govintegrity.casefile.UnitSignalled;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.database.Streams;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What monitors outside say of units: taken in once each by the source's own number, and taken back by it. */
@Service
@Transactional
public class OutsideSignals implements SignalSource {

    /** An identity number, or a telephone: whom a signal is about is a unit. */
    private static final Pattern PERSONAL = Pattern.compile("(?<!\\d)\\d{17}[\\dXx](?!\\d)|(?<!\\d)\\d{15}(?!\\d)|(?<!\\d)1[3-9]\\d{9}(?!\\d)|[\\w.+-]+@[\\w-]+\\.\\w+");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>]{3,190}");
    private static final BigDecimal MOST = new BigDecimal("999999999");
    /** Older news is history: project default. */
    private static final int OLDEST_DAYS = 400;
    private static final String SELECT = """
            select id, source, reference, unit_id, kind, amount, signalled_on, words, link, received_at, received_by, batch_no, withdrawn_on, withdrawn_words from warning_outside
            """;

    private final JdbcClient jdbc;
    private final Streams streams;
    private final Registry registry;
    private final Cases cases;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    OutsideSignals(JdbcClient jdbc, Streams streams, Registry registry, Cases cases, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.registry = registry;
        this.cases = cases;
        this.clock = clock;
        this.events = events;
    }

    /**
     * A signal as it is handed in; what is missing is null.
     *
     * @param source    who says it
     * @param reference the source's own number, the same whenever it is sent
     * @param unit      credit code, full or short name, or id
     * @param kind      code of a {@link SignalSort}
     * @param amount    how many or how much; null for 1
     */
    public record NewSignal(String source, String reference, String unit, String kind, BigDecimal amount, LocalDate day, String words, String link) {
    }

    public record Signal(long id, String source, String reference, String unitId, String kind, BigDecimal amount, LocalDate signalledOn, String words, String link, LocalDateTime receivedAt,
                         String receivedBy, String batchNo, LocalDate withdrawnOn, String withdrawnWords) {

        public String kindWords() {
            return SignalSort.of(kind).label;
        }
    }

    /** @param fresh false if it had been taken in before, and nothing was done */
    public record Taken(Signal signal, boolean fresh) {
    }

    /** What is wrong with it, in words that say how to mend it and repeat nothing of it; empty if nothing. */
    public List<String> problems(NewSignal s) {
        List<String> problems = new ArrayList<>();
        text(problems, "来源", s.source(), 100);
        text(problems, "来源编号", s.reference(), 100);
        text(problems, "内容", s.words(), 200);
        if (blank(s.unit())) {
            problems.add("“单位”没有填写");
        } else if (findUnit(s.unit()).isEmpty()) {
            problems.add("“单位”不在单位名录中，请填写统一社会信用代码、全称或者简称");
        }
        if (SignalSort.find(s.kind()).isEmpty()) {
            problems.add("“种类”应为" + String.join("、", Arrays.stream(SignalSort.values()).map(k -> k.label).toList()) + "之一");
        }
        LocalDate today = LocalDate.now(clock);
        if (s.day() == null || s.day().isAfter(today) || s.day().isBefore(today.minusDays(OLDEST_DAYS))) {
            problems.add("“日期”应为最近" + OLDEST_DAYS + "日内的日期，不能晚于今天，例如 2026-03-02");
        }
        if (s.amount() != null && (s.amount().signum() <= 0 || s.amount().compareTo(MOST) > 0)) {
            problems.add("“数量”应为大于0的数，不填为1");
        }
        if (!blank(s.link()) && !ADDRESS.matcher(s.link().strip()).matches()) {
            problems.add("“链接”应为 http:// 或者 https:// 开头的网址，最多190字");
        }
        if (Stream.of(s.words(), s.reference(), s.source()).anyMatch(t -> t != null && PERSONAL.matcher(t).find())) {
            problems.add("含有身份号码、电话或者邮箱。预警信号只针对单位，请删去个人信息");
        }
        return problems;
    }

    /**
     * Takes one in, once for each source and reference.
     *
     * @param by      a person, or the number of an interface's key
     * @param batchNo null where it did not come with a file
     * @throws Refusal (invalid) naming everything that is wrong; (conflict) if the source said something else under this number before
     */
    public Taken take(NewSignal s, String by, String batchNo) {
        List<String> problems = problems(s);
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join("；", problems) + "。");
        }
        String unit = findUnit(s.unit()).orElseThrow().id();
        BigDecimal amount = s.amount() == null ? BigDecimal.ONE : s.amount();
        Optional<Signal> known = find(s.source(), s.reference());
        if (known.isPresent()) {
            Signal k = known.get();
            if (!k.unitId().equals(unit) || !k.kind().equals(s.kind()) || k.amount().compareTo(amount) != 0 || !k.signalledOn().equals(s.day())) {
                throw Refusal.conflict("来源编号“" + s.reference().strip() + "”已经报送过，内容不同。要更正的，请先撤回再用新的编号报送。");
            }
            return new Taken(k, false);
        }
        try {
            jdbc.sql("""
                            insert into warning_outside (source, reference, unit_id, kind, amount, signalled_on, words, link, received_at, received_by, batch_no)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(s.source().strip(), s.reference().strip(), unit, s.kind(), amount, s.day(), s.words().strip(), blank(s.link()) ? null : s.link().strip(),
                            LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS), by, batchNo).update();
        } catch (DuplicateKeyException atTheSameMoment) {
            throw Refusal.conflict("来源编号“" + s.reference().strip() + "”正在报送。请稍后查询，不要重复报送。");
        }
        events.publishEvent(new UnitSignalled(unit));
        return new Taken(find(s.source(), s.reference()).orElseThrow(), true);
    }

    /**
     * The source takes back what it said. Open warnings that rest on it are noted; whether they still hold the next weighing tells.
     *
     * @throws Refusal (not found) if it never said so, (invalid) without a reason; twice has no further effect
     */
    public Signal withdraw(String source, String reference, String words) {
        Signal s = find(source, reference).orElseThrow(() -> Refusal.notFound("没有这个来源编号的信号，请核对编号。"));
        if (blank(words) || words.strip().length() > 200) {
            throw Refusal.invalid("请写明撤回的原因，最多200字。");
        }
        if (PERSONAL.matcher(words).find()) {
            throw Refusal.invalid("撤回的原因含有身份号码、电话或者邮箱，请删去个人信息。");
        }
        if (s.withdrawnOn() == null) {
            jdbc.sql("update warning_outside set withdrawn_on = ?, withdrawn_words = ? where id = ?").params(LocalDate.now(clock), words.strip(), s.id()).update();
            jdbc.sql("select distinct r.case_no from warning_row r join warning w on w.case_no = r.case_no where r.ref = ? and w.state = 'open'").param(ref(s.source(), s.reference()))
                    .query(String.class).list().forEach(no -> cases.note(no, "internal-warning-withdrawn", s.source() + "撤回了信号" + s.reference() + "：" + words.strip()));
            events.publishEvent(new UnitSignalled(s.unitId()));
        }
        return find(source, reference).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Signal> find(String source, String reference) {
        return blank(source) || blank(reference) ? Optional.empty() : jdbc.sql(SELECT + "where source = ? and reference = ?").params(source.strip(), reference.strip())
                .query(Rows.of(Signal.class)).optional();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Signal> latest(int limit) {
        return jdbc.sql(SELECT + "order by id desc fetch first ? rows only").param(limit).query(Rows.of(Signal.class)).list();
    }

    @Override
    public List<SignalKind> signals() {
        return Arrays.stream(SignalSort.values()).map(sort -> new SignalKind("outside." + sort.code, false)).toList();
    }

    /** What was taken back by the last day that counts is left out. */
    @Override
    @Transactional(readOnly = true)
    public void rows(String signalId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select source, reference, unit_id, kind, amount, signalled_on, words, link from warning_outside
                        where kind = ? and signalled_on between ? and ? and (withdrawn_on is null or withdrawn_on > ?) order by signalled_on, id""")
                .params(signalId.substring("outside.".length()), from, to, to).query((RowCallbackHandler) row -> {
                    LocalDate day = row.getObject("signalled_on", LocalDate.class);
                    String words = row.getString("source") + "，" + ChineseDates.date(day) + "：" + row.getString("words");
                    each.accept(new FigureRow(row.getString("unit_id"), ref(row.getString("source"), row.getString("reference")), day,
                            words.length() > 300 ? words.substring(0, 299) + "…" : words, row.getString("link"), BigDecimal.ONE, BigDecimal.ZERO));
                });
    }

    /** Short enough for a row: two sources may use the same number. */
    private static String ref(String source, String reference) {
        String whole = source + " " + reference;
        return whole.length() <= 80 ? whole : whole.substring(0, 60) + " " + Integer.toHexString(whole.hashCode());
    }

    private Optional<Unit> findUnit(String named) {
        String wanted = named.strip();
        return registry.unitsOn(LocalDate.now(clock)).stream().filter(u -> u.id().equals(wanted) || u.fullName().equals(wanted) || u.shortName().equals(wanted)
                || u.creditCode() != null && u.creditCode().toString().equals(wanted)).findFirst();
    }

    private static void text(List<String> problems, String what, String text, int most) {
        if (blank(text)) {
            problems.add("“" + what + "”没有填写");
        } else if (text.strip().length() > most) {
            problems.add("“" + what + "”最多" + most + "字，请缩短");
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
