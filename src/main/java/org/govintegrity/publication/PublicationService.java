package org.govintegrity.publication;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.BulkInsert;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.OneOf;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditEvent;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordsEntered;
import org.govintegrity.credit.Standing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Use cases of the publication gate. Whatever it decides rests on the record as the archive has it on that day; a record that is
 * withdrawn while its case runs is not published, and one that is published is taken down in the transaction that withdraws it.
 */
@Service
@Transactional
public class PublicationService implements Gate {

    public static final String KIND = "publication";
    private static final String ITEM = """
            select record_no, case_no, state, gate, reason, subject_name, subject_code, document_no, document_date, basis, shown, published_on, shown_until,
                   taken_down_on, notice, notice_until, check_on from publication_item
            """;
    private static final int STRIDE = 1_000;

    private static final BulkInsert ITEMS = BulkInsert.into("publication_item", "record_no", "case_no", "state", "subject_name", "subject_code", "document_no", "document_date");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Cases cases;
    private final CreditArchive archive;
    private final PublicationBasis basis;
    private final PublicationLog log;
    private final PublicTexts texts;
    private final DocumentGate documents;
    private final RowGate rows;
    private final DeadlineService deadlines;
    private final Actor actor;
    private final Clock clock;

    PublicationService(JdbcClient jdbc, JdbcTemplate batch, Cases cases, CreditArchive archive, PublicationBasis basis, PublicationLog log, PublicTexts texts,
                       DocumentGate documents, RowGate rows, DeadlineService deadlines, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cases = cases;
        this.archive = archive;
        this.basis = basis;
        this.log = log;
        this.texts = texts;
        this.documents = documents;
        this.rows = rows;
        this.deadlines = deadlines;
        this.actor = actor;
        this.clock = clock;
    }

    private record Due(String no, LocalDate checkOn, String what) {
    }

    /**
     * Opens one case for those of these records that may be published by their class and are in force; empty if there are none.
     * A record that is at the gate already is left out.
     */
    public Optional<String> open(RecordsEntered entered) {
        LocalDate today = today();
        List<CreditRecord> publishable = entered.records().stream().filter(r -> r.terms().publishable() && r.countsOn(today) && !today.isAfter(r.terms().publishUntil())).toList();
        Map<Boolean, Set<String>> before = items(entered.fresh() ? List.of() : publishable.stream().map(CreditRecord::recordNo).toList()).stream().collect(Collectors.partitioningBy(PublicationService::heldBack,
                Collectors.mapping(PublicationItem::recordNo, Collectors.toSet())));
        List<CreditRecord> records = publishable.stream().filter(r -> !before.get(false).contains(r.recordNo())).toList();
        if (records.isEmpty()) {
            return Optional.empty();
        }
        List<String> origins = records.stream().map(CreditRecord::caseNo).distinct().toList();
        String parent = origins.size() == 1 && cases.find(origins.get(0)).isPresent() ? origins.get(0) : null;
        CreditRecord first = records.get(0);
        String title = "信用记录公示审查：" + first.subjectName() + "，" + first.documentNo() + (records.size() > 1 ? "等" + records.size() + "条" : "");
        String caseNo = cases.open(NewCase.numbered("GS", KIND, title, null, List.of("三.8"), parent)).caseNo();
        // those of before were held back while their document was under review
        batch.batchUpdate("delete from publication_item where record_no = ?", records.stream().map(CreditRecord::recordNo).filter(before.get(true)::contains)
                .map(no -> new Object[]{no}).toList());
        Map<String, String> codes = texts.creditCodes(records, entered.files());
        ITEMS.rows(batch, records.stream().map(r -> new Object[]{r.recordNo(), caseNo, PublicationItem.REVIEWING, texts.subjectName(r), codes.get(r.recordNo()), r.documentNo(), r.documentDate()}).toList());
        return Optional.of(caseNo);
    }

    @Override
    public boolean review(String caseNo, String gate, Map<String, String> withheld) {
        Set<String> reviewing = new HashSet<>(reviewing(caseNo));
        Map<String, String> reasons = Gate.reasons(withheld, reviewing);
        log.lock();
        reasons.forEach((no, reason) -> withhold(no, caseNo, gate, reason));
        cases.note(caseNo, "publication-" + gate, Gate.reviewed(gate, reasons.size(), reviewing.size()));
        return reviewing.size() > reasons.size();
    }

    @Override
    public void screenPrivacy(String caseNo) {
        List<CreditRecord> records = records(reviewing(caseNo));
        List<String> names = texts.names(records);
        long hits = records.stream().filter(r -> !texts.found(r, names).isEmpty()).count();
        cases.note(caseNo, "publication-screened", hits == 0 ? "自动检查：没有发现姓名、证件号码、电话等" : "自动检查：" + hits + "条含姓名、证件号码或者电话等，已作遮盖，待人工确认");
    }

    /** People are held back, whatever class and table say (山东省社会信用条例 第20条). */
    @Override
    public void excludePersons(String caseNo) {
        log.lock();
        records(reviewing(caseNo)).stream().filter(CreditRecord::restricted)
                .forEach(r -> withhold(r.recordNo(), caseNo, "subject", "自然人的公共信用信息不得公示（山东省社会信用条例第二十条）"));
    }

    @Override
    public boolean checkBasis(String caseNo) {
        log.lock();
        boolean left = false;
        for (CreditRecord r : records(reviewing(caseNo))) {
            PublicationBasis.Answer answer = basis.of(r.subject(), r.kind(), today());
            jdbc.sql("update publication_item set basis = ? where record_no = ?").params(answer.basis(), r.recordNo()).update();
            if (!answer.allowed()) {
                withhold(r.recordNo(), caseNo, "basis", answer.basis());
            }
            left |= answer.allowed();
        }
        return left;
    }

    @Override
    public void publish(String caseNo) {
        log.lock();   // before reading the records: whoever withdraws one waits here, or has been seen
        List<PublicationItem> passed = ofCase(caseNo).stream().filter(item -> item.state().equals(PublicationItem.REVIEWING)).toList();
        Map<String, CreditRecord> records = byNo(passed.stream().map(PublicationItem::recordNo).toList());
        List<String> names = texts.names(records.values());
        int published = 0;
        for (PublicationItem item : passed) {
            CreditRecord r = records.get(item.recordNo());
            if (r.publishableOn(today())) {
                show(item, r, names, "publish", "通过保密、隐私、对象和依据审查");
                published++;
            } else {
                withhold(r.recordNo(), caseNo, r.restricted() ? "subject" : "standing", "公示前记录已为“" + standing(r) + "”或者公示期已满");
            }
        }
        cases.close(caseNo, published > 0 ? "published" : "withheld", published > 0 ? "公示" + published + "条" : "没有可以公示的记录");
    }

    @Override
    public void closeWithheld(String caseNo) {
        cases.close(caseNo, "withheld", "全部不予公示");
    }

    @Override
    public void abandon(String caseNo) {
        if (!reviewing(caseNo).isEmpty()) {
            log.lock();
            reviewing(caseNo).forEach(no -> withhold(no, caseNo, "manual", "公示审查流程已终止"));
        }
        cases.close(caseNo, "withheld", "公示审查流程已终止");
    }

    /**
     * Brings what is shown into line with how the record stands today: taken down, corrected, a notice of what was wrong, or shown
     * again once its document is no longer under review. Nothing happens if nothing is to be changed.
     */
    public void settle(String recordNo) {
        if (find(recordNo).isEmpty()) {
            return;
        }
        log.lock();   // before reading: see publish
        PublicationItem item = find(recordNo).orElseThrow();
        CreditRecord r = archive.get(recordNo);
        boolean shows = r.publishableOn(today());
        if (item.state().equals(PublicationItem.PUBLISHED) && !shows) {
            boolean term = today().isAfter(r.terms().publishUntil());
            takeDown(item, term ? "term" : "standing", term ? "公示期满（至" + ChineseDates.date(r.terms().publishUntil()) + "），自动撤下"
                    : "记录状态变为“" + standing(r) + "”，即时撤下");
            item = find(recordNo).orElseThrow();
        } else if (item.state().equals(PublicationItem.PUBLISHED)) {
            PublishedRecord now = texts.of(r, item.basis(), item.publishedOn(), texts.names(List.of(r)));
            if (!texts.json(now).equals(item.shown())) {
                show(item, r, texts.names(List.of(r)), "correct", "记录状态变为“" + standing(r) + "”，公示内容随之更正");
            }
        } else if (item.state().equals(PublicationItem.TAKEN_DOWN) && "standing".equals(item.gate()) && shows) {
            show(item, r, texts.names(List.of(r)), "publish", "记录恢复为“" + standing(r) + "”，继续公示");
        }
        if (item.state().equals(PublicationItem.TAKEN_DOWN) && item.notice() == null && wrong(r)) {
            giveNotice(item, r);
        }
        if (item.noticeUntil() != null && today().isAfter(item.noticeUntil()) && log.of(recordNo).stream().noneMatch(act -> act.act().equals("notice-end"))) {
            log.add(recordNo, item.caseNo(), "notice-end", null, "更正与撤销公告期满", actor.id());
        }
        rememberNextCheck(recordNo, r);
    }

    /** What ends or begins by itself today or should have before; one indexed query when there is nothing. */
    public int sweep() {
        List<Due> due = jdbc.sql("""
                        select record_no as no, check_on, 'record' as what from publication_item where check_on <= :today
                        union all select case_no, check_on, 'document' from publication_document where check_on <= :today
                        union all select row_no, check_on, 'row' from publication_row where check_on <= :today
                        order by 2, 1 fetch first 1000 rows only""")
                .param("today", today()).query(Rows.of(Due.class)).list();
        due.forEach(one -> {
            switch (one.what()) {
                case "record" -> settle(one.no());
                case "document" -> documents.settle(one.no());
                default -> rows.settle(one.no());
            }
        });
        return due.size();
    }

    /**
     * Takes a record down at once, for instance where a secret has got out. It does not come back by itself.
     *
     * @throws Refusal if it is not shown, or no reason is given
     */
    public void takeDownByHand(String recordNo, String reason) {
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤下的理由（至少5个字）。");
        }
        log.lock();
        PublicationItem item = find(recordNo).filter(i -> i.state().equals(PublicationItem.PUBLISHED))
                .orElseThrow(() -> Refusal.conflict("记录现在没有公示，不需要撤下。请刷新页面核对。"));
        takeDown(item, "manual", reason.strip());
        rememberNextCheck(recordNo, archive.get(recordNo));
    }

    /** The records of a case, in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<PublicationItem> ofCase(String caseNo) {
        return jdbc.sql(ITEM + "where case_no = ? order by record_no").param(caseNo).query(Rows.of(PublicationItem.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<PublicationItem> find(String recordNo) {
        return jdbc.sql(ITEM + "where record_no = ?").param(recordNo).query(Rows.of(PublicationItem.class)).optional();
    }

    private void show(PublicationItem item, CreditRecord r, List<String> names, String act, String reason) {
        if (r.restricted()) {
            throw new IllegalStateException("a person's record is never published: " + r.recordNo());
        }
        LocalDate since = item.publishedOn() == null ? today() : item.publishedOn();
        String shown = texts.json(texts.of(r, item.basis(), since, names));
        jdbc.sql("""
                        update publication_item set state = 'published', gate = null, reason = null, shown = ?, published_on = ?, shown_until = ?, taken_down_on = null
                        where record_no = ?""").params(shown, since, r.terms().publishUntil(), r.recordNo()).update();
        log.add(r.recordNo(), item.caseNo(), act, shown, reason, actor.id());
        rememberNextCheck(r.recordNo(), r);
    }

    private void withhold(String recordNo, String caseNo, String gate, String reason) {
        jdbc.sql("update publication_item set state = 'withheld', gate = ?, reason = ? where record_no = ?").params(gate, reason, recordNo).update();
        log.add(recordNo, caseNo, "withhold", null, reason, actor.id());
    }

    private void takeDown(PublicationItem item, String gate, String reason) {
        jdbc.sql("update publication_item set state = 'taken-down', gate = ?, reason = ?, taken_down_on = ? where record_no = ?")
                .params(gate, reason, today(), item.recordNo()).update();
        log.add(item.recordNo(), item.caseNo(), "take-down", null, reason, actor.id());
    }

    /** In the same place, and for as long as the wrong was shown, at most the rule {@code publication.notice-max}. */
    private void giveNotice(PublicationItem item, CreditRecord r) {
        LocalDate shownTo = Stream.of(item.takenDownOn(), item.shownUntil()).min(LocalDate::compareTo).orElseThrow();
        long days = ChronoUnit.DAYS.between(item.publishedOn(), shownTo) + 1;
        LocalDate max = deadlines.due("publication.notice-max", today(), today()).due();
        LocalDate until = today().plusDays(Math.max(1, days) - 1).isAfter(max) ? max : today().plusDays(Math.max(1, days) - 1);
        String notice = texts.json(texts.notice(r, item.publishedOn(), shownTo, today(), until));
        jdbc.sql("update publication_item set notice = ?, notice_until = ? where record_no = ?").params(notice, until, item.recordNo()).update();
        log.add(item.recordNo(), item.caseNo(), "notice", notice, "公示过的记录已为“" + standing(r) + "”，在同一页面公告", actor.id());
    }

    /** The day on which this record's page may change without anybody doing anything. */
    private void rememberNextCheck(String recordNo, CreditRecord r) {
        PublicationItem item = find(recordNo).orElseThrow();
        List<LocalDate> days = new ArrayList<>(r.events().stream().map(CreditEvent::effectiveOn).filter(day -> day.isAfter(today())).toList());
        if (item.state().equals(PublicationItem.PUBLISHED)) {
            days.add(item.shownUntil().plusDays(1));
            if (r.sanctionUntil() != null) {
                days.add(r.sanctionUntil().plusDays(1));
            }
        }
        if (item.noticeUntil() != null && !today().isAfter(item.noticeUntil())) {
            days.add(item.noticeUntil().plusDays(1));
        }
        jdbc.sql("update publication_item set check_on = ? where record_no = ?").params(days.stream().min(LocalDate::compareTo).orElse(null), recordNo).update();
    }

    /** Was not in force when its turn came; may come again. */
    private static boolean heldBack(PublicationItem item) {
        return item.state().equals(PublicationItem.WITHHELD) && "standing".equals(item.gate());
    }

    private static boolean wrong(CreditRecord r) {
        return r.standing() == Standing.WITHDRAWN || r.standing() == Standing.SUPERSEDED;
    }

    private String standing(CreditRecord r) {
        Standing then = r.standingOn(today());
        return then == null ? "文书日期未到" : then.label;
    }

    private List<String> reviewing(String caseNo) {
        return ofCase(caseNo).stream().filter(item -> item.state().equals(PublicationItem.REVIEWING)).map(PublicationItem::recordNo).toList();
    }

    private List<PublicationItem> items(Collection<String> recordNos) {
        List<PublicationItem> found = new ArrayList<>();
        for (List<String> some : strides(recordNos)) {
            OneOf these = OneOf.of("record_no", some);
            found.addAll(jdbc.sql(ITEM + "where " + these.sql()).param("values", these.value()).query(Rows.of(PublicationItem.class)).list());
        }
        return found;
    }

    /** In the order of the chain. */
    List<CreditRecord> records(Collection<String> recordNos) {
        List<CreditRecord> found = new ArrayList<>();
        for (List<String> some : strides(recordNos)) {
            found.addAll(archive.read("where r.record_no in (:nos) order by r.seq", Map.of("nos", some)));
        }
        return found;
    }

    private Map<String, CreditRecord> byNo(Collection<String> recordNos) {
        Map<String, CreditRecord> found = new HashMap<>();
        records(recordNos).forEach(r -> found.put(r.recordNo(), r));
        return found;
    }

    private static List<List<String>> strides(Collection<String> all) {
        List<String> list = List.copyOf(all);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < list.size(); from += STRIDE) {
            parts.add(list.subList(from, Math.min(list.size(), from + STRIDE)));
        }
        return parts;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
