package org.govintegrity.demo;

import org.govintegrity.absence.Absences;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.Ballot;
import org.govintegrity.appraisal.Campaign;
import org.govintegrity.appraisal.IssuedToken;
import org.govintegrity.appraisal.NewCampaign;
import org.govintegrity.appraisal.VoteService;
import org.govintegrity.appraisal.Voter;
import org.govintegrity.check.Asker;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.CheckStarter;
import org.govintegrity.check.Matters;
import org.govintegrity.check.UseRules;
import org.govintegrity.check.Wanted;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintImport;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.FollowUp;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.demo.PlantedProblem.Kind;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.disclosure.DisclosureService;
import org.govintegrity.engine.TimeMachine;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.evaluation.ThirdPartyFile;
import org.govintegrity.evaluation.ThirdPartyScores;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.govintegrity.filing.Column;
import org.govintegrity.filing.FilingService;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.proposal.ProposalImport;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.govintegrity.registry.UnitKind;
import org.govintegrity.repair.Application;
import org.govintegrity.repair.RepairService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What comes from outside into the year: who launches, files, complains, votes, asks and applies, and when. */
@Component
@Profile("demo-year")
class Happenings {

    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);
    private static final List<String> FACTS = List.of("招商协议约定的厂房租金补贴到期没有兑付", "承诺十个工作日办结的施工许可拖了两个月", "公示的奖补资金一直没有拨付到企业", "中标以后迟迟不签合同", "窗口要求反复提交同一份材料",
            "政府信息公开申请超过二十个工作日没有答复", "承诺的道路配套没有按协议建设", "政策文件写明的稳岗补贴没有发放", "项目验收后质保金没有按期退还", "答应恢复的公交线路没有恢复");
    private static final List<String> SUBJECTS = List.of("增设公交站点", "改造老旧小区管网", "扩建图书馆", "硬化村内道路", "增加养老床位", "规范停车管理", "保护母猪河水质", "推进海产品加工园建设", "改善乡村教师待遇", "完善人才公寓",
            "整治农贸市场环境", "建设口袋公园", "加快污水处理厂扩容", "推广苹果新品种", "完善旅游标识", "开通夜间公交");
    private static final List<String> TRADE_NAMES = List.of("昆嵛", "母猪河", "天福", "峰山", "抱龙河", "金海", "宏安", "圣经山", "柳林", "文昌", "环山", "龙山", "秀山", "南海", "香水", "汤泊");
    private static final List<String> TRADES = List.of("建筑", "食品", "机械", "物流", "纺织", "水产", "置业", "环保", "农业", "信息");
    /** Enterprises that appear in the files; each has to be opened a file once by the credit centre. */
    private static final int ENTERPRISES = TRADE_NAMES.size() * TRADES.size();
    /** No name of the seeds can come out: whoever looks for officials on public pages would be misled. */
    private static final List<String> SURNAMES = List.of("于", "丛", "毕", "鞠", "刘", "王", "张", "孙", "宋", "侯");
    private static final List<String> GIVEN = List.of("海宁", "晓东", "文军", "丽华", "志远", "建国", "春梅", "永胜");

    private final TimeMachine machine;
    private final Registry registry;
    private final People people;
    private final PlantedProblems planted;
    private final DemoYear year;
    private final Clock clock;
    private final InspectionLauncher inspections;
    private final Complaints complaints;
    private final ComplaintImport hotline;
    private final FollowUp followUp;
    private final ProposalImport proposals;
    private final FilingService filings;
    private final DisclosureService disclosures;
    private final CheckService checks;
    private final CheckStarter checkStarter;
    private final Matters matters;
    private final AppraisalService appraisals;
    private final AppraisalTokens tokens;
    private final VoteService votes;
    private final ObjectionService objections;
    private final RepairService repairs;
    private final EvidenceService evidence;
    private final EvaluationService evaluations;
    private final ThirdPartyScores thirdParties;
    private final Absences absences;
    private final CreditArchive archive;
    private final Map<String, Integer> refused = new TreeMap<>();
    private Agenda agenda;

    Happenings(TimeMachine machine, Registry registry, People people, PlantedProblems planted, DemoYear year, Clock clock, InspectionLauncher inspections, Complaints complaints,
               ComplaintImport hotline, FollowUp followUp, ProposalImport proposals, FilingService filings, DisclosureService disclosures, CheckService checks, CheckStarter checkStarter,
               Matters matters, AppraisalService appraisals, AppraisalTokens tokens, VoteService votes, ObjectionService objections, RepairService repairs, EvidenceService evidence,
               EvaluationService evaluations, ThirdPartyScores thirdParties, Absences absences, CreditArchive archive) {
        this.machine = machine;
        this.registry = registry;
        this.people = people;
        this.planted = planted;
        this.year = year;
        this.clock = clock;
        this.inspections = inspections;
        this.complaints = complaints;
        this.hotline = hotline;
        this.followUp = followUp;
        this.proposals = proposals;
        this.filings = filings;
        this.disclosures = disclosures;
        this.checks = checks;
        this.checkStarter = checkStarter;
        this.matters = matters;
        this.appraisals = appraisals;
        this.tokens = tokens;
        this.votes = votes;
        this.objections = objections;
        this.repairs = repairs;
        this.evidence = evidence;
        this.evaluations = evaluations;
        this.thirdParties = thirdParties;
        this.absences = absences;
        this.archive = archive;
    }

    /** Writes the whole year's happenings on the agenda. */
    void begin(Agenda agenda) {
        this.agenda = agenda;
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = YearMonth.from(year.from()); !month.isAfter(YearMonth.from(year.until())); month = month.plusMonths(1)) {
            months.add(month);
        }
        for (YearMonth month : months) {
            filings(month);
            disclosures(month);
            checks(month);
            hotline(month);
            objectionsAndRepairs(month);
        }
        inspections();
        proposals();
        complaints();
        appraisals();
        absences();
        plantedRecords();
        evaluation();
    }

    /** How many requests of which kind were refused by the rules; what is refused in life is refused here. */
    Map<String, Integer> refused() {
        return refused;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Puts it on the agenda if the day is in the year. */
    private void on(LocalDate day, Random random, String what, Runnable deed) {
        LocalDateTime at = people.at(day, random);
        if (!day.isBefore(year.from()) && !at.isAfter(year.end())) {
            agenda.add(at, () -> attempt(what, deed));
        }
    }

    private void attempt(String what, Runnable deed) {
        try {
            deed.run();
        } catch (Refusal no) {
            refused.merge(what, 1, Integer::sum);
            LOG.debug("{}：{}", what, no.getMessage());
        }
    }

    private void as(String person, Runnable deed) {
        machine.as(person, () -> {
            deed.run();
            return null;
        });
    }

    // --- supervision

    private void inspections() {
        List<String> titles = List.of("服务承诺兑现情况专项检查", "政府采购诚信日常检查", "政务公开承诺双随机检查", "惠企政策兑现专项检查", "镇街公开承诺日常检查", "依法履约双随机检查");
        List<String> kinds = List.of("special", "routine", "random");
        List<String> clauses = List.of("三.5", "三.10", "三.6", "三.13", "三.16", "三.3");
        int count = year.many(6);
        long days = ChronoUnit.DAYS.between(year.from(), year.until());
        for (int i = 0; i < count; i++) {
            int n = i;
            Random random = year.dice().on("inspection", i);
            LocalDate day = year.from().plusDays(25 + i * Math.max(1, (days - 40) / count));
            on(day, random, "监督检查", () -> inspect(n, kinds.get(n % kinds.size()), titles.get(n % titles.size()), clauses.get(n % clauses.size())));
        }
        for (PlantedProblem p : planted.list()) {
            if (p.kind() == Kind.IGNORED_TASKS) {   // who has nothing to do can ignore nothing
                Random random = year.dice().on("inspection of", p.unitId());
                on(p.from().plusDays(3), random, "监督检查", () -> inspect(40 + random.nextInt(40), "routine", registry.unit(p.unitId()).shortName() + FormAnswers.OF_ONE_UNIT, "四.1"));
            }
        }
    }

    private void inspect(int no, String kind, String title, String clause) {
        as(District.SUPERVISORS.get(no % 2), () -> {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("kind", kind);
            form.put("title", title);
            form.put("authority", "文政办字〔" + today().getYear() + "〕" + (10 + no) + "号");
            form.put("approver", "区长");
            form.put("clauses", clause);
            form.put("periodFrom", today().plusDays(5).toString());
            form.put("periodTo", today().plusDays(90).toString());
            inspections.launch(form);
        });
    }

    private void absences() {
        List<Unit> units = registry.unitsOn(year.from());
        for (int i = 0; i < year.many(8); i++) {
            Random random = year.dice().on("absence", i);
            String unit = Dice.one(units, random).id();
            LocalDate day = people.working(year.from().plusDays(20 + random.nextInt(300)));
            if (registry.findPerson(unit + "2").isPresent()) {
                on(day, random, "缺席代办", () -> absences.name(people.clerk(unit), unit + "2", today(), today().plusDays(5 + random.nextInt(10)), "外出培训", people.head(unit)));
            }
        }
    }

    // --- proposals

    private void proposals() {
        Random random = year.dice().on("assembly");
        LocalDate assembly = year.from().plusDays(70);
        on(assembly, random, "建议提案", () -> as("supervisor1", () -> {
            List<String> lines = new ArrayList<>(List.of("类别,届次,编号,标题,领衔人,附议人,保密,重点督办,内容"));
            int count = year.many(60);
            for (int i = 0; i < count; i++) {
                String subject = SUBJECTS.get(i % SUBJECTS.size());
                lines.add(String.join(",", i % 3 == 0 ? "代表建议" : "政协提案", "十九届" + today().getYear() + "年会议", String.valueOf(i + 1), subject + (i >= SUBJECTS.size() ? "（" + (i / SUBJECTS.size() + 1) + "）" : ""),
                        name(random), Dice.chance(0.25, random) ? name(random) : "", "", i % 20 == 5 ? "是" : "", "建议" + subject + "，列出时间表并向代表委员答复。"));
            }
            proposals.take("大会建议提案.csv", bytes(lines), "supervisor1");
        }));
    }

    // --- complaints

    private void complaints() {
        List<String> pool = registry.unitsOn(year.from()).stream().filter(u -> u.kind() == UnitKind.GOVERNMENT || u.kind() == UnitKind.STREET_OR_TOWN || u.kind() == UnitKind.STATIONED)
                .map(Unit::id).filter(id -> !id.equals("zhengfuban") && !id.equals("fagaiju")).sorted().toList();
        int days = (int) ChronoUnit.DAYS.between(year.from(), year.until());
        for (int i = 0; i < year.many(85); i++) {
            Random random = year.dice().on("complaint", i);
            complain(year.from().plusDays(3 + random.nextInt(Math.max(1, days - 4))), Dice.one(pool, random), category(random), random);
        }
        for (PlantedProblem p : planted.list()) {
            Random random = year.dice().on("planted complaints", p.unitId());
            int length = (int) ChronoUnit.DAYS.between(p.from(), p.to());
            int count = switch (p.kind()) {
                case RISING_COMPLAINTS -> 8;
                case ARREARS -> 4;
                case FALLING_SCORE -> 3;
                default -> 0;
            };
            for (int i = 0; i < count; i++) {
                complain(p.from().plusDays(random.nextInt(length)), p.unitId(), p.kind() == Kind.ARREARS ? Category.ARREARS : Dice.one(List.of(Category.SERVICE, Category.INVESTMENT, Category.INDUSTRY), random), random);
            }
            if (p.kind() == Kind.RISING_COMPLAINTS) {
                complain(year.from().plusDays(30 + random.nextInt(60)), p.unitId(), Category.SERVICE, random);
            }
        }
    }

    private static Category category(Random random) {
        return Dice.chance(0.08, random) ? Category.ARREARS : Dice.one(List.of(Category.PROCUREMENT, Category.BIDDING, Category.INVESTMENT, Category.INDUSTRY, Category.GOVINVEST, Category.SERVICE, Category.DISCLOSURE, Category.OTHER), random);
    }

    private void complain(LocalDate day, String unit, Category category, Random random) {
        String facts = Dice.one(FACTS, random) + "，多次联系没有结果，情况发生在" + (1 + random.nextInt(12)) + "月，涉及第" + (1 + random.nextInt(900)) + "号文件。";
        boolean portal = Dice.chance(0.6, random);
        boolean named = Dice.chance(0.5, random);
        boolean arrears = category == Category.ARREARS;
        NewComplaint complaint = new NewComplaint(portal ? Channel.PORTAL : Dice.one(List.of(Channel.PHONE, Channel.LETTER, Channel.VISIT), random), named ? Naming.CONFIDENTIAL : Naming.ANONYMOUS, category, unit, facts,
                arrears ? BigDecimal.valueOf(50_000 + random.nextInt(900_000)) : null, arrears ? day.minusDays(60 + random.nextInt(200)) : null,
                named ? new Informer(name(random), "1380631" + (1000 + random.nextInt(9000)), null, null) : new Informer(null, null, null, null), List.of(), null, null, true);
        double satisfied = random.nextDouble();
        on(day, random, "投诉", () -> {
            Receipt receipt = portal ? complaints.register(complaint) : machine.as(Dice.one(District.CREDIT, random), () -> complaints.register(complaint));
            for (int week = 3; week <= 20; week += 3) {
                agenda.add(people.at(today().plusWeeks(week), random), () -> attempt("投诉人评价", () -> respond(receipt, satisfied)));
            }
        });
    }

    /** The complainant looks whether there is an answer, and says what they think of it. */
    private void respond(Receipt receipt, double satisfied) {
        Complaint c = followUp.find(receipt.caseNo(), receipt.code());
        if (!followUp.open(c).rate() || c.satisfaction() != null) {
            return;
        }
        if (satisfied < 0.65) {
            followUp.rate(c, satisfied < 0.4 ? "satisfied" : "basically", null, false);
        } else if (satisfied < 0.75) {
            followUp.rate(c, "unsatisfied", "没有说明什么时候能够兑现", c.round() == 1);
        } else if (satisfied < 0.82 && c.reviewable()) {
            followUp.review(c, "办理意见与事实不符，请求复查");
        }
    }

    private void hotline(YearMonth month) {
        Random random = year.dice().on("hotline", month);
        List<Unit> towns = registry.unitsOn(year.from()).stream().filter(u -> u.kind() == UnitKind.STREET_OR_TOWN).toList();
        on(month.atDay(8), random, "12345工单", () -> as("credit1", () -> {
            List<String> lines = new ArrayList<>(List.of("工单编号,被投诉单位,类别,投诉内容,署名,姓名,电话,欠款金额,逾期起始日"));
            for (int i = 0; i < year.many(3); i++) {
                lines.add("WD" + month.toString().replace("-", "") + String.format("%03d", i + 1) + "," + Dice.one(towns, random).shortName() + ",政务服务承诺和办理时限," + Dice.one(FACTS, random) + "，热线工单第" + (1 + random.nextInt(9000)) + "号,匿名,,,,");
            }
            if (month.getMonthValue() % 3 == 0) {
                lines.add("WD" + month.toString().replace("-", "") + "900,不存在的单位,没有这个类别,太短,匿名,,,,");
            }
            hotline.take("12345工单" + month + ".csv", bytes(lines), "credit1");
        }));
    }

    // --- credit archive

    private void filings(YearMonth month) {
        for (String source : District.FILING) {
            Random random = year.dice().on("filing", source, month);
            LocalDate day = month.atDay(12 + random.nextInt(10));
            if (planted.has(source, Kind.SILENT_SOURCE, day) || planted.has(source, Kind.SILENT_SOURCE, day.minusDays(10))) {
                continue;
            }
            int rows = year.many(12);
            on(day, random, "信用信息归集", () -> as(people.clerk(source), () -> {
                List<Map<Column, String>> file = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    file.add(row(source, i, random));
                }
                filings.upload(source, registry.unit(source).shortName() + month + ".csv", csv(file));
            }));
        }
    }

    private Map<Column, String> row(String source, int i, Random random) {
        boolean court = source.equals("fayuan");
        int n = random.nextInt(ENTERPRISES);
        Map<Column, String> row = record("企业和社会组织", enterpriseName(n), enterprise(n), court ? "司法判决" : "行政处罚", court ? "民事败诉判决" : Dice.one(List.of("罚款", "警告", "没收违法所得和非法财物"), random),
                court ? "民事判决书" : "行政处罚决定书", document(source, random), court ? "不履行合同约定的付款义务" : "违反有关管理规定", court ? "判令支付货款" : "处以行政处罚", today().minusDays(5 + random.nextInt(20)));
        if (i == 4 && Dice.chance(0.25, random)) {
            row.put(Column.IN_FORCE, "否");
        }
        if (i == 7 && Dice.chance(0.2, random)) {
            row.remove(Column.DECISION);   // comes back
        }
        return row;
    }

    /** A record about a unit of the district. */
    private Map<Column, String> unitRow(String source, String unit, String kind, String form, String facts, Random random) {
        return record("单位", registry.unit(unit).fullName(), registry.unit(unit).creditCode() == null ? "无" : registry.unit(unit).creditCode().text(), kind, form, kind.equals("司法判决") ? "执行决定书" : "处理决定书", document(source, random),
                facts, "责令限期改正", today().minusDays(3));
    }

    private static Map<Column, String> record(String subjectKind, String name, String code, String kind, String form, String document, String no, String facts, String decision, LocalDate day) {
        Map<Column, String> row = new EnumMap<>(Column.class);
        row.put(Column.SUBJECT_KIND, subjectKind);
        row.put(Column.SUBJECT_NAME, name);
        row.put(Column.CREDIT_CODE, code);
        row.put(Column.RECORD_KIND, kind);
        row.put(Column.FORM, form);
        row.put(Column.DOCUMENT_NAME, document);
        row.put(Column.DOCUMENT_NO, no);
        row.put(Column.DOCUMENT_DATE, day.toString());
        row.put(Column.IN_FORCE, "是");
        row.put(Column.FACTS, facts);
        row.put(Column.DECISION, decision);
        return row;
    }

    private String document(String source, Random random) {
        return "文" + registry.unit(source).shortName().replace("区", "").substring(0, 1) + "决〔" + today().getYear() + "〕" + today().getDayOfYear() + String.format("%04d", random.nextInt(10_000)) + "号";
    }

    private void plantedRecords() {
        List<String> towns = registry.unitsOn(year.from()).stream().filter(u -> u.kind() == UnitKind.STREET_OR_TOWN || u.kind() == UnitKind.INSTITUTION).map(Unit::id)
                .filter(id -> planted.list().stream().noneMatch(p -> p.unitId().equals(id))).sorted().toList();
        for (PlantedProblem p : planted.list()) {
            Random random = year.dice().on("planted records", p.unitId());
            switch (p.kind()) {
                case COURT_DEBTOR -> file(p.from().plusDays(5), "fayuan", p.unitId(), "司法判决", "失信被执行人", "未按生效判决支付工程款，被纳入失信被执行人名单", random);
                case ARREARS -> file(p.from().plusDays(40), "caizhengju", p.unitId(), "违约失信", "拖欠账款", "拖欠中小企业工程款，经催告仍不支付", random);
                case FALLING_SCORE -> {
                    file(p.from().plusDays(10), "caizhengju", p.unitId(), "违约失信", "未履行承诺", "没有按公开承诺的时间兑付补贴", random);
                    file(p.from().plusDays(30), "caizhengju", p.unitId(), "违约失信", "合同违约", "没有按政府采购合同付款", random);
                }
                case UPHELD_OBJECTIONS -> {
                    for (int i = 0; i < 4; i++) {
                        String unit = towns.get(random.nextInt(towns.size()));
                        boolean finance = p.unitId().equals("caizhengju");
                        LocalDate day = p.from().plusDays(5 + i * 12L);
                        file(day, p.unitId(), unit, finance ? "违约失信" : "行政处罚", finance ? "合同违约" : "警告", "记录的单位有误", random);
                        on(day.plusDays(8), random, "信用异议", () -> objectTo(unit, p.unitId(), "这份文书不是对本单位作出的，请核对"));
                    }
                }
                default -> {
                }
            }
        }
        for (int i = 0; i < year.many(10); i++) {
            Random random = year.dice().on("unit record", i);
            String unit = Dice.one(towns, random);
            LocalDate day = year.from().plusDays(15 + random.nextInt(280));
            file(day, "caizhengju", unit, "违约失信", "合同违约", "没有按政府采购合同约定的时间付款", random);
            if (i % 3 == 0) {
                on(day.plusDays(12), random, "信用异议", () -> objectTo(unit, "caizhengju", "付款因供应商没有开具发票而顺延，请核实"));
            } else {
                on(day.plusDays(100), random, "信用修复", () -> repair(unit));
            }
        }
    }

    private void file(LocalDate day, String source, String unit, String kind, String form, String facts, Random random) {
        on(day, random, "单位记录归集", () -> as(people.clerk(source), () ->
                filings.upload(source, registry.unit(source).shortName() + today() + unit + ".csv", csv(List.of(unitRow(source, unit, kind, form, facts, random))))));
    }

    private void objectTo(String unit, String source, String grounds) {
        CreditRecord record = archive.of(SubjectKind.UNIT, unit).stream().filter(r -> r.source().equals(source) && ObjectionService.objectable(r) && objections.runningOn(r.recordNo()).isEmpty())
                .reduce((a, b) -> b).orElse(null);
        if (record != null) {
            as(people.clerk(unit), () -> objections.raise(record.recordNo(), grounds, null));
        }
    }

    private void repair(String unit) {
        archive.of(SubjectKind.UNIT, unit).stream().filter(r -> r.standing().counts() && repairs.runningOn(r.recordNo()).isEmpty()).findFirst().ifPresent(record -> as(people.clerk(unit), () -> {
            String no = repairs.apply(record.recordNo(), new Application("已经付清全部款项", "合同义务已经履行完毕", "今后按合同约定的时间付款", true), null);
            evidence.add(new NewEvidence(no, null, "付款凭证.pdf", "付款凭证", people.clerk(unit), false), FormAnswers.paper(no));
        }));
    }

    /** Findings of breach are objected to and repaired like any other record. */
    private void objectionsAndRepairs(YearMonth month) {
        Random random = year.dice().on("redress", month);
        on(month.atDay(20), random, "信用修复", () -> registry.unitsOn(today()).stream().map(Unit::id).sorted()
                .filter(unit -> archive.of(SubjectKind.UNIT, unit).stream().anyMatch(r -> r.standing().counts() && !r.terms().repairFrom().isAfter(today()))).limit(2).forEach(unit -> attempt("信用修复", () -> repair(unit))));
    }

    // --- 双公示

    private void disclosures(YearMonth month) {
        for (String unit : District.DISCLOSING) {
            for (DisclosureKind kind : DisclosureKind.values()) {
                Random random = year.dice().on("disclosure", unit, kind, month);
                LocalDate day = month.atDay(10 + random.nextInt(12));
                boolean late = planted.has(unit, Kind.LATE_DISCLOSURE, day);
                int rows = year.many(4);
                on(day, random, "双公示", () -> as(people.clerk(unit), () -> {
                    Unit authority = registry.unit(unit);
                    List<Map<String, String>> file = new ArrayList<>();
                    for (int i = 0; i < rows; i++) {
                        LocalDate decided = today().minusDays(late && Dice.chance(0.8, random) ? 20 + random.nextInt(20) : Dice.chance(0.03, random) ? 16 : 1 + random.nextInt(6));
                        file.add(kind == DisclosureKind.PENALTY ? penalty(authority, decided, random) : permit(authority, decided, random));
                    }
                    disclosures.file(unit, kind, kind.label + month + ".csv", table(file), people.clerk(unit));
                }));
            }
        }
    }

    private Map<String, String> penalty(Unit authority, LocalDate decided, Random random) {
        Map<String, String> row = new LinkedHashMap<>();
        int n = random.nextInt(ENTERPRISES);
        row.put("CF_XDR_MC", enterpriseName(n));
        row.put("CF_XDR_LB", "法人及非法人组织");
        row.put("CF_XDR_SHXYM", enterprise(n));
        row.put("CF_FRDB", name(random));
        row.put("CF_WSH", document(authority.id(), random));
        row.put("CF_WFXW", "违反有关管理规定");
        row.put("CF_SY", "检查发现没有按规定公示和登记");
        row.put("CF_YJ", "有关管理条例第十四条");
        row.put("CF_CFLB", "罚款");
        row.put("CF_NR", "罚款一万元");
        row.put("CF_NR_FK", "1");
        row.put("CF_JDRQ", decided.toString());
        row.put("CF_CFJG", authority.fullName());
        row.put("CF_CFJGDM", authority.creditCode().text());
        row.put("CF_SJLY", authority.fullName());
        row.put("CF_SJLYDM", authority.creditCode().text());
        return row;
    }

    private Map<String, String> permit(Unit authority, LocalDate decided, Random random) {
        Map<String, String> row = new LinkedHashMap<>();
        int n = random.nextInt(ENTERPRISES);
        row.put("XK_XDR_MC", enterpriseName(n));
        row.put("XK_XDR_LB", "法人及非法人组织");
        row.put("XK_XDR_SHXYM", enterprise(n));
        row.put("XK_FRDB", name(random));
        row.put("XK_XKWS", "准予行政许可决定书");
        row.put("XK_WSH", document(authority.id(), random));
        row.put("XK_XKLB", "普通");
        row.put("XK_NR", "准予从事有关经营活动");
        row.put("XK_JDRQ", decided.toString());
        row.put("XK_YXQZ", decided.toString());
        row.put("XK_YXQZI", decided.plusYears(3).toString());
        row.put("XK_XKJG", authority.fullName());
        row.put("XK_XKJGDM", authority.creditCode().text());
        row.put("XK_ZT", "0");
        row.put("XK_LYDW", authority.fullName());
        row.put("XK_LYDWDM", authority.creditCode().text());
        return row;
    }

    // --- 逢办必查

    private void checks(YearMonth month) {
        Random random = year.dice().on("checks", month);
        YearMonth last = month.minusMonths(1);
        on(month.atDay(4), random, "办件报告", () -> matters.silent(last.toString()).forEach(unit -> {
            Random own = year.dice().on("matters", unit.id(), month);
            if (!Dice.chance(0.97, own) || planted.has(unit.id(), Kind.IGNORED_TASKS, today())) {
                return;   // will be reminded
            }
            attempt("办件报告", () -> as(people.clerk(unit.id()), () -> report(unit.id(), last, own)));
        }));
        for (int i = 0; i < year.many(5); i++) {
            Random own = year.dice().on("check", month, i);
            String unit = Dice.one(District.DISCLOSING, own);
            String no = "WD" + month.toString().replace("-", "") + "C" + i;
            boolean urgent = Dice.chance(0.2, own);
            on(month.atDay(6 + own.nextInt(20)), own, "信用核查", () -> as(people.clerk(unit), () -> checkStarter.start(asker(unit), new Wanted(enterprise(own.nextInt(ENTERPRISES)), null, null,
                    Dice.one(List.of("permit", "trading", "subsidy", "preference"), own), "分工方案三.9", no, null), urgent ? "防汛抢险物资采购，不能等待" : null)));
        }
    }

    private Asker asker(String unit) {
        return new Asker(people.clerk(unit), unit, UseRules.Office.UNIT, null, true);
    }

    private void report(String unit, YearMonth month, Random random) {
        int count = Dice.chance(0.4, random) ? 1 + random.nextInt(3) : 0;
        List<Matters.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String no = unit.toUpperCase(Locale.ROOT).substring(0, 3) + month.toString().replace("-", "") + String.format("%03d", i + 1);
            entries.add(new Matters.Entry(month.toString(), "permit", no));
            if (Dice.chance(0.95, random)) {
                checks.ask(asker(unit), List.of(new Wanted(enterprise(random.nextInt(ENTERPRISES)), null, null, "permit", "分工方案三.9", no, null)));
            }
        }
        if (entries.isEmpty()) {
            entries.add(new Matters.Entry(month.toString(), "permit", null));
        }
        matters.report(unit, entries, people.clerk(unit));
    }

    // --- appraisal and evaluation

    private void appraisals() {
        for (int round = 0; round < 2; round++) {
            Random random = year.dice().on("appraisal", round);
            LocalDate day = people.working(year.from().plusDays(round == 0 ? 95 : 260));
            String title = round == 0 ? "上半年政务服务群众评议" : "下半年政务服务群众评议";
            List<String> units = registry.unitsOn(year.from()).stream().filter(u -> u.kind() == UnitKind.GOVERNMENT || u.kind() == UnitKind.STREET_OR_TOWN).map(Unit::id).filter(id -> !District.OFFICES.contains(id))
                    .sorted().limit(year.many(16)).toList();
            on(day, random, "群众评议", () -> {
                String no = machine.as("joint1", () -> appraisals.open(new NewCampaign(title, today(), today().plusDays(25), units)));
                agenda.add(people.at(today().plusDays(1), random), () -> open(no, units));
            });
        }
    }

    private void open(String no, List<String> units) {
        Campaign campaign = appraisals.get(no);
        for (String unit : units) {
            IssuedToken window = machine.as(people.clerk(unit), () -> tokens.forWindows(campaign, unit, List.of("综合窗口"))).get(0);
            Random random = year.dice().on("votes", no, unit);
            int count = Math.max(3, year.many(36));
            for (int day = 0; day < 4; day++) {
                int from = day * count / 4;
                int to = (day + 1) * count / 4;
                agenda.add(people.at(today().plusDays(1 + day * 4L), random), () -> {
                    for (int i = from; i < to; i++) {
                        int voter = i;
                        attempt("群众评议", () -> votes.vote(window.secret(), ballot(random), new Voter("10." + Math.floorMod(unit.hashCode(), 200) + "." + voter / 200 + "." + voter % 200, "browser" + voter)));
                    }
                });
            }
        }
    }

    private static Ballot ballot(Random random) {
        int luck = random.nextInt(100);
        if (luck < 2) {
            return new Ballot(luck == 0 ? "very-bad" : "bad", List.of("late"), "排队时间太长，中午没有人办理", Dice.chance(0.3, random) ? "下午可以联系" : null);
        }
        return new Ballot(luck < 45 ? "very-good" : luck < 80 ? "good" : "fair", List.of(), luck % 9 == 0 ? "工作人员很耐心，一次就办好了" : null, null);
    }

    private void evaluation() {
        Random random = year.dice().on("evaluation");
        LocalDate day = year.until().minusDays(80);
        if (day.getMonthValue() >= 7) {
            on(day.minusDays(25), random, "第三方评分", () -> as("joint2", () -> thirdParties.receive(thirdParty(random))));
            on(day, random, "年度考核评价", () -> as("joint1", evaluations::open));
        }
    }

    private ThirdPartyFile thirdParty(Random random) {
        List<List<String>> rows = registry.unitsOn(today()).stream().filter(u -> u.kind() == UnitKind.GOVERNMENT || u.kind() == UnitKind.STREET_OR_TOWN)
                .map(u -> List.of(u.fullName(), String.valueOf(78 + random.nextInt(20)))).toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            TableSheet.xlsx(file, new TableSheet.Sheet("第三方评分", List.of("单位", "得分"), rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThirdPartyFile(today().getYear(), "示例信用评估有限公司", "本机构与被评单位没有利害关系，对所用数据保密，独立评分。", "评分.xlsx", file.toByteArray(), "承诺书.pdf", FormAnswers.paper("承诺书"));
    }

    // --- names and files

    private static String name(Random random) {
        return Dice.one(SURNAMES, random) + Dice.one(GIVEN, random);
    }

    private static String enterpriseName(int n) {
        return "示例" + TRADE_NAMES.get(n % TRADE_NAMES.size()) + TRADES.get(n / TRADE_NAMES.size()) + "有限公司";
    }

    /** A code that passes its check, of an enterprise that is not there. */
    static String enterprise(int n) {
        String seventeen = "91371003" + String.format("MA%07d", 1_000_000 + n);
        return seventeen + CreditCode.of(seventeen + "0").expectedCheck().orElseThrow();
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ByteArrayResource csv(List<Map<Column, String>> rows) {
        List<String> lines = new ArrayList<>(List.of(Arrays.stream(Column.values()).map(c -> c.title).collect(Collectors.joining(","))));
        rows.forEach(row -> lines.add(Arrays.stream(Column.values()).map(c -> row.getOrDefault(c, "")).collect(Collectors.joining(","))));
        return new ByteArrayResource(bytes(lines));
    }

    private static byte[] table(List<Map<String, String>> rows) {
        List<String> lines = new ArrayList<>(List.of(String.join(",", rows.get(0).keySet())));
        rows.forEach(row -> lines.add(String.join(",", row.values())));
        return bytes(lines);
    }
}
