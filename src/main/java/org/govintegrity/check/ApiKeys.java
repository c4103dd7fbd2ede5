package org.govintegrity.check;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of other systems: given, shown once, found by their hash, revoked; each step leaves a trace. */
@Service
@Transactional
public class ApiKeys {

    /** How long a key may last at most. */
    private static final String LONGEST = "credit-check.api-key";
    private static final int SECRET_BYTES = 32;
    private static final int PREFIX_LENGTH = 11;
    private static final String SELECT = """
            select key_no, prefix, system_name as system, unit_id, purposes, persons, persons_basis, expires_on, created_by, created_at, revoked_at, signals from credit_api_key
            """;

    private final JdbcClient jdbc;
    private final CaseNumbers numbers;
    private final UseRules rules;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(JdbcClient jdbc, CaseNumbers numbers, UseRules rules, DeadlineService deadlines, Registry registry, Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.rules = rules;
        this.deadlines = deadlines;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What a key is to be like.
     *
     * @param personsBasis on what ground persons' files may be asked for; null or blank: they may not
     * @param signals      whether signals for early warnings may be handed in; then it needs no purpose
     */
    public record NewKey(String system, String unitId, List<String> purposes, String personsBasis, LocalDate expiresOn, boolean signals) {

        /** One for credit checks only. */
        public NewKey(String system, String unitId, List<String> purposes, String personsBasis, LocalDate expiresOn) {
            this(system, unitId, purposes, personsBasis, expiresOn, false);
        }
    }

    /** @param secret the key itself, to be shown this once */
    public record Created(ApiKey key, String secret) {
    }

    /** One step in the life of a key. */
    public record Trace(String keyNo, LocalDateTime at, String actor, String text) {
    }

    public Created create(NewKey wanted, String by) {
        LocalDate today = LocalDate.now(clock);
        String system = required("系统名称", wanted.system(), 100);
        if (registry.findUnit(wanted.unitId()).filter(unit -> unit.validOn(today)).isEmpty()) {
            throw Refusal.invalid("请选择使用密钥的单位。");
        }
        List<Purpose> offered = rules.purposes(today);
        List<String> known = offered.stream().map(Purpose::code).toList();
        List<String> purposes = wanted.purposes() == null ? List.of() : wanted.purposes().stream().distinct().toList();
        if (purposes.isEmpty() && !wanted.signals() || !known.containsAll(purposes)) {
            throw Refusal.invalid("请从列表中选择至少一个用途，或者允许报送预警信号。");
        }
        String basis = wanted.personsBasis() == null || wanted.personsBasis().isBlank() ? null : required("核查个人档案的依据", wanted.personsBasis(), 200);
        LocalDate latest = deadlines.due(LONGEST, today, today).due();
        if (wanted.expiresOn() == null || !wanted.expiresOn().isAfter(today) || wanted.expiresOn().isAfter(latest)) {
            throw Refusal.invalid("到期日应在明天到" + ChineseDates.date(latest) + "之间，请修改。");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = "hc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String no = numbers.next("JK", 4);
        jdbc.sql("""
                        insert into credit_api_key (key_no, prefix, key_hash, system_name, unit_id, purposes, persons, persons_basis, expires_on, created_by, created_at, signals)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(no, secret.substring(0, PREFIX_LENGTH), CheckService.sha256(secret), system, wanted.unitId(), String.join(",", purposes), basis != null, basis,
                        wanted.expiresOn(), by, now(), wanted.signals()).update();
        trace(no, by, "发放给" + registry.unit(wanted.unitId()).shortName() + "的“" + system + "”，用途："
                + Stream.concat(offered.stream().filter(p -> purposes.contains(p.code())).map(Purpose::label), Stream.ofNullable(wanted.signals() ? "报送预警信号" : null))
                .collect(Collectors.joining("、"))
                + (basis == null ? "" : "，可以核查个人档案，依据：" + basis) + "，到期日" + ChineseDates.date(wanted.expiresOn()));
        return new Created(get(no), secret);
    }

    /** From now on it opens nothing. */
    public void revoke(String keyNo, String reason, String by) {
        if (get(keyNo).revokedAt() != null) {
            throw Refusal.conflict("密钥" + keyNo + "已经停用，不需要再次停用。");
        }
        String why = required("停用理由", reason, 200);
        jdbc.sql("update credit_api_key set revoked_at = ? where key_no = ? and revoked_at is null").params(now(), keyNo).update();
        trace(keyNo, by, "停用：" + why);
    }

    /** The key that was presented, whatever its state; asked anew each time, so that revoking takes effect at once. */
    @Transactional(readOnly = true)
    public Optional<ApiKey> find(String secret) {
        return jdbc.sql(SELECT + "where key_hash = ?").param(CheckService.sha256(secret)).query(Rows.of(ApiKey.class)).optional();
    }

    /** @throws Refusal (not found) */
    @Transactional(readOnly = true)
    public ApiKey get(String keyNo) {
        return jdbc.sql(SELECT + "where key_no = ?").param(keyNo).query(Rows.of(ApiKey.class)).optional()
                .orElseThrow(() -> Refusal.notFound("没有这个密钥，请从列表中选择。"));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<ApiKey> all() {
        return jdbc.sql(SELECT + "order by created_at desc, key_no desc").query(Rows.of(ApiKey.class)).list();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Trace> traces(int limit) {
        return jdbc.sql("select key_no, happened_at as at, actor, text from credit_api_key_event order by id desc fetch first ? rows only")
                .param(limit).query(Rows.of(Trace.class)).list();
    }

    private void trace(String keyNo, String by, String text) {
        jdbc.sql("insert into credit_api_key_event (key_no, happened_at, actor, text) values (?, ?, ?, ?)").params(keyNo, now(), by, text).update();
    }

    private static String required(String what, String text, int max) {
        if (text == null || text.isBlank()) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        if (text.strip().length() > max) {
            throw Refusal.invalid(what + "最多" + max + "字，请缩短。");
        }
        return text.strip();
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
