package org.govintegrity.demo;

import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.breach.BreachFinding;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.demo.PlantedProblem.Kind;
import org.govintegrity.engine.TimeMachine;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.warning.Warning;
import org.govintegrity.warning.WarningQuality;
import org.govintegrity.warning.Warnings;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write into the forms of their tasks. */
@Component
@Profile("demo-year")
class FormAnswers {

    /** Tasks that are a right of whoever has them: nobody is late with them. */
    private static final Set<String> RIGHTS = Set.of("userTask_defend", "userTask_applyReview", "userTask_respond");
    /** Indicators whose value is a mark from 0 to 100, so that a decision on an objection can name one. */
    private static final Set<String> MARKED = Set.of("institutions", "training", "disclosure-quality", "archive-quality", "decisions", "services", "procurement", "environment");
    /** Days from the beginning of the play. */
    private static final int QUIET_START = 120;
    /** Titles of inspections of one unit, after the unit's short name. */
    static final String OF_ONE_UNIT = "承诺履行情况专项检查";
    private static final String AFTER_COMPLAINTS = "投诉查实问题专项检查";
    private static final Pattern CREDIT_CODE = Pattern.compile("91371003[0-9A-Z]{10}");
    private static final byte[] PAPER = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final TimeMachine machine;
    private final Cases cases;
    private final Registry registry;
    private final BreachFindingService breaches;
    private final AccountabilityService accountability;
    private final Complaints complaints;
    private final Proposals proposals;
    private final ObjectionService objections;
    private final CreditSubjects subjects;
    private final EvidenceService evidence;
    private final InspectionLauncher inspections;
    private final Warnings warnings;
    private final PlantedProblems planted;
    private final People people;
    private final DemoYear year;
    private final Clock clock;
    private final Map<String, Function<Question, Map<String, Object>>> answers = new LinkedHashMap<>();

    FormAnswers(TimeMachine machine, Cases cases, Registry registry, BreachFindingService breaches, AccountabilityService accountability, Complaints complaints, Proposals proposals,
                ObjectionService objections, CreditSubjects subjects, EvidenceService evidence, InspectionLauncher inspections, Warnings warnings, PlantedProblems planted, People people, DemoYear year, Clock clock) {
        this.machine = machine;
        this.cases = cases;
        this.registry = registry;
        this.breaches = breaches;
        this.accountability = accountability;
        this.complaints = complaints;
        this.proposals = proposals;
        this.objections = objections;
        this.subjects = subjects;
        this.evidence = evidence;
        this.inspections = inspections;
        this.warnings = warnings;
        this.planted = planted;
        this.people = people;
        this.year = year;
        this.clock = clock;
        inspections();
        consequences();
        credit();
        complaints();
        proposals();
        evaluation();
        warnings();
        offices();
    }

    /** A form that lies before somebody. */
    final class Question {
        final TaskEntry task;
        final String person;
        final Random random;
        private Map<String, Object> shown;

        Question(TaskEntry task, String person, Random random) {
            this.task = task;
            this.person = person;
            this.random = random;
        }

        LocalDate today() {
            return LocalDate.now(clock);
        }

        /** The unit that the case is about; null where it is about none. */
        String unit() {
            return cases.get(task.caseNo()).unitId();
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) show().getOrDefault(name, List.of());
        }

        /** The values of a list of options. */
        List<String> options(String name) {
            return list(name).stream().map(option -> String.valueOf(option.get("value"))).toList();
        }

        String brief(String name) {
            return show().get("brief") instanceof Map<?, ?> texts && texts.get(name) != null ? texts.get(name).toString() : "";
        }

        private Map<String, Object> show() {
            if (shown == null) {
                shown = machine.shown(person, task.taskId());
            }
            return shown;
        }

        boolean chance(double share) {
            return Dice.chance(share, random);
        }

        <T> T one(List<T> of) {
            return Dice.one(of, random);
        }

        List<Map<String, Object>> rows(Function<Map<String, Object>, Map<String, Object>> row) {
            List<Map<String, Object>> filled = new ArrayList<>();
            for (Map<String, Object> given : list("rows")) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("no", given.get("no"));
                one.putAll(row.apply(given));
                filled.add(one);
            }
            return filled;
        }
    }

    /** How the tasks of a family are filled in that has a class of its own here. */
    void put(String taskKey, Function<Question, Map<String, Object>> answer) {
        answers.put(taskKey, answer);
    }

    boolean isRight(String taskKey) {
        return RIGHTS.contains(taskKey);
    }

    /** @return null where the person decides not to hand anything in */
    Map<String, Object> fill(TaskEntry task, String person, Random random) {
        Function<Question, Map<String, Object>> answer = answers.get(task.taskKey());
        if (answer == null) {
            throw new IllegalStateException("nobody has said how to fill in " + task.taskKey());
        }
        return answer.apply(new Question(task, person, random));
    }

    /** Kinds of tasks whose form can be filled in. */
    Set<String> known() {
        return answers.keySet();
    }

    static Map<String, Object> form(Object... fields) {
        Map<String, Object> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put((String) fields[i], fields[i + 1]);
        }
        return form;
    }

    private void inspections() {
        answers.put("userTask_planInspection", q -> {
            List<String> units = new ArrayList<>(q.options("unitOptions"));
            List<Map<String, Object>> items = List.of(form("method", "documents", "text", "服务承诺和限时办结台账"), form("method", "interview", "text", "走访办事企业和群众"));
            if ("true".equals(q.brief("random"))) {
                return form("unitSelection", "random", "unitCount", 4, "teamSelection", "random", "teamSize", 2, "items", items);
            }
            String title = q.brief("title");
            boolean one = title.contains(OF_ONE_UNIT) || title.contains(AFTER_COMPLAINTS);
            // the list of units was made when the task came; the one complained of may be under inspection by now, then another is inspected
            if (one && !(title.contains(AFTER_COMPLAINTS) && q.chance(0.3))) {
                units.removeIf(id -> !title.contains(registry.unit(id).shortName() + OF_ONE_UNIT) && !title.contains(registry.unit(id).shortName() + AFTER_COMPLAINTS));
            }
            List<String> team = new ArrayList<>(List.of("inspector1", "inspector2", "inspector3", "inspector4"));
            Collections.shuffle(team, q.random);
            team = team.subList(0, 2 + q.random.nextInt(2));
            List<String> theirs = team.stream().map(id -> registry.person(id).unitId()).toList();
            units.removeAll(theirs);
            if (units.size() > District.OFFICES.size()) {
                units.removeAll(District.OFFICES);
            }
            Collections.shuffle(units, q.random);
            return form("unitSelection", "manual", "units", List.copyOf(units.subList(0, Math.min(one ? 1 : 5, units.size()))), "teamSelection", "manual", "team", team, "items", items);
        });
        answers.put("userTask_approvePlan", q -> form("decision", "approve"));
        answers.put("userTask_writeReport", q -> form("report", "各单位总体能够兑现承诺，个别单位台账不全、承诺逾期，已分别列出问题并交整改。建议把限时办结情况纳入季度评分。"));
        answers.put("userTask_signReport", q -> form("decision", "sign"));
        answers.put("userTask_submitSelfCheck", q -> q.chance(0.3) ? form("problemsFound", "yes", "report", "自查发现两项承诺的办理时限没有在窗口公布，已着手改正。")
                : form("problemsFound", "no", "report", "对照检查事项逐项自查，承诺均按期兑现，台账齐全。"));
        answers.put("userTask_checkItem", q -> q.chance(troubled(q) ? 0.9 : 0.35) ? form("problem", "yes", "findings", "抽查二十件，三件超过承诺的时限，没有说明原因。")
                : form("problem", "no", "findings", "抽查二十件，均在承诺的时限内办结。"));
        answers.put("userTask_writeFactSheet", q -> form("facts", "抽查的办件和台账见附件，逐项核对属实。"));
        answers.put("userTask_signFactSheet", q -> q.chance(0.06) ? form("answer", "refuse", "reason", "其中一件因企业补正材料顺延，不应计为超期") : form("answer", "sign"));
        answers.put("userTask_draftConclusion", q -> {
            boolean bad = q.chance(troubled(q) ? 0.95 : 0.5);
            boolean serious = bad && troubled(q) && q.chance(0.4);
            List<Map<String, Object>> problems = bad ? List.of(form("clause", q.options("clauseOptions").get(0), "text", "部分事项超过公开承诺的时限办结，没有向企业说明")) : List.of();
            return form("conclusion", bad ? "承诺兑现不到位，应当限期整改" : "未发现问题", "problems", problems, "loss", serious ? "some" : "none", "impact", serious ? "wide" : bad ? "local" : "none",
                    "deliberate", serious, "obstruction", false);
        });
        answers.put("userTask_reviewConclusion", q -> form("decision", "serve"));
        answers.put("userTask_applyReview", q -> q.chance(0.12) ? form("answer", "apply", "grounds", "其中一件因系统停机顺延，有停机公告为证") : q.chance(0.6) ? form("answer", "waive") : null);
        answers.put("userTask_decideReview", this::decideReview);
    }

    /** Two processes have a step of this name: the review of an inspection's conclusion and that of a complaint. */
    private Map<String, Object> decideReview(Question q) {
        if (q.task.processKey().equals("complaint")) {
            return form("decision", "keep", "reasons", "复查认为原认定事实清楚、依据充分", "answer", "经复查，维持原办理意见。");
        }
        int fate = q.random.nextInt(3);
        return fate == 0 ? form("decision", "revoke", "reasons", "停机公告属实，不应计为超期")
                : form("decision", "uphold", "reasons", "停机只影响其中一件，其余超期属实");
    }

    private boolean troubled(Question q) {
        String unit = q.unit();
        return unit != null && (planted.has(unit, Kind.IGNORED_TASKS, q.today()) || planted.has(unit, Kind.FALLING_SCORE, q.today()));
    }

    private void consequences() {
        answers.put("userTask_submitPlan", q -> form("rows", q.rows(r -> form("owner", registry.displayName(q.person), "measure", "补齐台账，公布办理时限，逐件说明原因", "by", q.today().plusDays(15).toString()))));
        answers.put("userTask_submitReport", q -> form("rows", q.rows(r -> form("result", "已经逐项整改，新的办理时限已在窗口公布"))));
        answers.put("userTask_verifyRectification", q -> form("rows", q.rows(r -> q.chance(troubled(q) ? 0.5 : 0.1) ? form("passed", "no", "reason", "台账仍有缺页，没有说明原因") : form("passed", "yes"))));
        answers.put("userTask_verifyClue", q -> q.chance(0.08) ? form("result", "unfounded", "reason", "经核实，承诺已经按期兑现，线索不实")
                : form("result", "confirmed", "kind", "breach", "documentName", "失信线索核实意见", "documentNo", "文诚核〔" + q.today().getYear() + "〕" + q.task.caseNo() + "号",
                "documentDate", q.today().toString(), "gravity", q.chance(0.25) ? "serious" : q.chance(0.6) ? "general" : "minor", "correction", q.chance(0.1) ? "after-harm" : "none",
                "facts", "公开承诺到期没有兑现，整改通知送达后仍没有办理，有台账和送达记录为证"));
        answers.put("userTask_proposeFinding", q -> {
            BreachFinding finding = breaches.get(q.task.caseNo());
            return form("breachClass", finding.ruledClass(), "basis", "国发〔2016〕76号；鲁政发〔2018〕9号", "measures", List.of("explain"));
        });
        answers.put("userTask_defend", q -> q.chance(0.45) ? form("answer", "defend", "statement", "已经制定整改方案，请求从轻") : q.chance(0.5) ? form("answer", "waive") : null);
        answers.put("userTask_reviewFinding", q -> form("decided", breaches.get(q.task.caseNo()).proposedClass(), "reasons", "事实清楚，依据充分，定级适当",
                "answer", "整改方案可以说明态度，不改变承诺没有兑现的事实"));
        answers.put("userTask_proposeAccountability", q -> {
            Map<String, Object> form = form("facts", "承诺到期没有兑现，整改后仍没有办理，情况见失信认定决定书", "evidence", List.of(form("text", "失信认定决定书"), form("text", "整改通知书送达记录")),
                    "rule", "中国共产党问责条例；政府督查工作条例第二十一条", "circumstances", "没有主动纠正", "suggestion", "建议对单位予以通报，并由有权机关决定是否追究有关人员的责任", "recipient", "discipline");
            List<String> persons = q.options("personOptions").stream().filter(id -> !id.isEmpty()).toList();
            if (!persons.isEmpty() && q.chance(0.4)) {
                form.put("personId", q.one(persons));
            }
            return form;
        });
        answers.put("userTask_approveProposal", q -> q.chance(0.1) ? form("decision", "reject", "reason", "已经批评教育，不再移送") : form("decision", "approve"));
        answers.put("userTask_handOver", q -> form("letterNo", "文诚移〔" + q.today().getYear() + "〕" + q.task.caseNo().replaceAll("\\D+\\d{4}\\D+", "") + "号"));
        answers.put("userTask_confirmReceipt", q -> form("receiptNo", "收〔" + q.today().getYear() + "〕" + q.task.caseNo().replaceAll("\\D+\\d{4}\\D+", "") + "号"));
        answers.put("userTask_registerOutcome", q -> {
            if (q.chance(0.12)) {
                return form("result", "none", "reason", "情节轻微，已经当面批评");
            }
            String person = accountability.get(q.task.caseNo()).personId();
            Map<String, Object> form = form("result", "action", "form", person == null ? q.one(List.of("unit-circular", "unit-check")) : q.one(List.of("talk", "criticise", "warning")),
                    "documentName", person == null ? "关于问责的通报" : "处理决定书", "documentNo", "文处〔" + q.today().getYear() + "〕" + q.task.caseNo() + "号", "documentDate", q.today().toString());
            if (person != null) {
                form.put("personId", person);
            }
            if ("warning".equals(form.get("form"))) {
                form.put("months", 6);
            }
            return form;
        });
        answers.put("userTask_recordAppealResult", q -> form("result", "upheld", "documentNo", "文复〔" + q.today().getYear() + "〕" + q.task.caseNo() + "号", "words", "经复查，维持原决定"));
        answers.put("userTask_reviewSecrecy", q -> form("decision", "all"));
        answers.put("userTask_reviewPrivacy", q -> form("decision", "all"));
    }

    private void credit() {
        answers.put("userTask_enterRecord", q -> form("entry", "abandon", "reason", "文书尚未送达，送达后另行报送"));
        answers.put("userTask_decideMatches", q -> {
            // the list of subjects was made when the task came; a file of the same enterprise may have been opened since
            Matcher code = CREDIT_CODE.matcher(q.brief("rows"));
            Map<String, Object> form = form("row", q.options("rowOptions").get(0));
            form.putAll(code.find() && subjects.findByCode(CreditCode.of(code.group())).isPresent() ? form("decision", "known", "subjectId", code.group()) : form("decision", "open", "alike", true));
            return form;
        });
        answers.put("userTask_reportPending", q -> q.chance(0.3) ? form("record", q.options("recordOptions").get(0), "result", "revoked", "effectiveOn", q.today().toString(), "words", "行政复议决定撤销原处罚")
                : form("record", q.options("recordOptions").get(0), "result", "in-force", "effectiveOn", q.today().toString()));
        answers.put("userTask_answerSilence", q -> q.unit() != null && planted.has(q.unit(), Kind.SILENT_SOURCE, q.today()) ? null : form("nothing", true, "words", "本期没有新增的处罚和处理决定"));
        answers.put("userTask_acceptObjection", q -> form("how", q.chance(0.5) ? "joint" : "own"));
        answers.put("userTask_answerObjection", q -> doubtful(q) ? form("position", "wrong", "answer", "核对原始文书，记录的单位有误") : form("position", "right", "answer", "文书已经生效，记录无误"));
        answers.put("userTask_decideObjection", q -> q.task.processKey().equals("unit-evaluation") ? objected(q) : ruling(q));
        answers.put("userTask_decideJointObjection", this::ruling);
        answers.put("userTask_reviewObjection", q -> form("outcome", "confirmed", "reasons", "复查认为原处理适当"));
        answers.put("userTask_decideRepair", q -> form("corrected", "yes", "dutyDone", "yes", "committed", "yes", "reasons", "已经纠正并履行义务，作出信用承诺"));
        answers.put("userTask_decideBypass", q -> form("decision", "grant"));
        answers.put("userTask_makeUpCheck", q -> form("done", "防汛物资已经调运，对象没有严重失信记录"));
        answers.put("userTask_decideMatter", q -> form("outcome", "grant", "measures", List.of(), "reason", "材料齐全，符合条件，照常办理", "usedOn", q.today().toString()));
    }

    private Map<String, Object> ruling(Question q) {
        return doubtful(q) || q.chance(0.1) ? form("outcome", "withdrawn", "reasons", "核对原始文书，记录的事实不属于该单位，予以撤销")
                : form("outcome", "confirmed", "reasons", "文书已经生效，事实清楚，予以维持");
    }

    /** Whether the record came from a source whose records are planted as wrong. */
    private boolean doubtful(Question q) {
        String source = objections.recordOf(objections.get(q.task.caseNo())).source();
        return planted.list().stream().anyMatch(p -> p.kind() == Kind.UPHELD_OBJECTIONS && p.unitId().equals(source) && !q.today().isBefore(p.from()));
    }

    private void complaints() {
        Function<Question, Map<String, Object>> precheck = q -> {
            if (q.task.taskKey().equals("userTask_precheckComplaint") && q.chance(0.04)) {
                return form("decision", "ask", "question", "请补充办理的时间、窗口和有关材料");
            }
            if (q.chance(0.08)) {
                return form("decision", "refuse", "refusalCode", q.one(q.options("refusalOptions")), "reason", "所反映的事项不属于政府和部门失信");
            }
            Complaint complaint = complaints.get(q.task.caseNo());
            String accused = complaint.unitId() == null ? "jiaotongju" : complaint.unitId();
            return form("decision", "accept", "accused", accused, "handler", handler(accused));
        };
        answers.put("userTask_precheckComplaint", precheck);
        answers.put("userTask_decideComplaint", precheck);
        answers.put("userTask_acceptComplaint", q -> form("contact", registry.displayName(q.person)));
        answers.put("userTask_verifyComplaint", q -> {
            Complaint complaint = complaints.get(q.task.caseNo());
            boolean arrears = complaint.category().equals(Category.ARREARS.code);
            boolean upheld = q.chance(complaint.unitId() != null && suspicious(complaint.unitId(), complaint.receivedOn()) ? 0.85 : 0.3);
            Map<String, Object> form = form("facts", "查阅合同、承诺和办件记录，听取双方意见", "finding", upheld ? q.chance(0.3) ? "partly" : "upheld" : "unfounded",
                    "reasons", upheld ? "承诺清楚，到期没有兑现" : "承诺的条件尚未成就，单位已经说明",
                    "answer", upheld ? "经核实，您反映的情况属实，已经要求有关单位限期整改。" : "经核实，所反映的承诺尚未到期，有关单位已向您说明。");
            if (upheld) {
                form.put("gravity", q.chance(0.5) ? "general" : "minor");
                form.put("problems", List.of(form("text", arrears ? "拖欠的款项没有按期支付" : "承诺的事项没有按期办结")));
                if (arrears) {
                    form.put("owed", complaint.arrearsAmount() == null ? 100_000 : complaint.arrearsAmount().intValue());
                }
            }
            return form;
        });
        answers.put("userTask_confirmFinding", q -> form("decision", "agree"));
        answers.put("userTask_decideRecheck", q -> form("decision", "keep", "reasons", "复核认为复查意见适当", "answer", "经复核，维持复查意见。本意见为信访终结意见。"));
        answers.put("userTask_checkRetaliation", q -> form("confirmed", "no", "facts", "停电为全镇检修，提前三日公告，与投诉无关"));
        answers.put("userTask_considerInspection", q -> {
            if (q.chance(0.7)) {
                return form("decision", "no", "reason", "所反映的问题正在整改，先看整改结果");
            }
            String no = machine.as(q.person, () -> inspections.launch(form("kind", "special", "title", registry.unit(q.unit()).shortName() + AFTER_COMPLAINTS, "authority", "文政办字〔" + q.today().getYear() + "〕" + (20 + q.random.nextInt(60)) + "号",
                    "approver", "区长", "clauses", "三.5", "periodFrom", q.today().plusDays(7).toString(), "periodTo", q.today().plusDays(60).toString())));
            return form("decision", "start", "inspectionNo", no);
        });
    }

    private boolean suspicious(String unit, LocalDate day) {
        return planted.has(unit, Kind.RISING_COMPLAINTS, day) || planted.has(unit, Kind.ARREARS, day) || planted.has(unit, Kind.FALLING_SCORE, day);
    }

    /** Who looks into a complaint about a unit: an office above it, never itself. */
    static String handler(String accused) {
        return accused.equals("fagaiju") || accused.length() % 2 == 0 && !accused.equals("zhengfuban") ? "zhengfuban" : "fagaiju";
    }

    private void proposals() {
        answers.put("userTask_designateUnits", q -> {
            List<String> pool = new ArrayList<>(q.options("unitOptions"));
            pool.removeAll(District.OFFICES);
            List<String> leads = pool.stream().filter(id -> id.length() % 3 != 0).toList();
            String lead = q.one(leads);
            pool.remove(lead);
            if (q.chance(0.06)) {
                return form("how", "split", "parts", List.of(form("unit", lead, "text", "规划和建设的部分"), form("unit", q.one(pool), "text", "日常管理的部分")));
            }
            return form("how", "whole", "lead", lead, "assisting", q.chance(0.3) ? List.of(q.one(pool)) : List.of(), "keyItem", false);
        });
        answers.put("userTask_acceptProposal", q -> form("contact", registry.displayName(q.person)));
        answers.put("userTask_contactDeputy", q -> form("contactedOn", q.today().toString(), "way", q.chance(0.5) ? "phone" : "face", "who", "提出建议的代表委员", "record", "说明办理思路，听取意见，代表委员希望尽快实施。"));
        answers.put("userTask_assistProposal", q -> form("opinion", "所涉用地已经预留，同意主办单位意见。"));
        Function<Question, Map<String, Object>> draft = q -> {
            String answerClass = q.chance(0.45) ? "A" : q.chance(0.6) ? "B" : q.chance(0.6) ? "C" : "D";
            Map<String, Object> form = form("answerClass", answerClass, "text", switch (answerClass) {
                case "A" -> "所提建议已经办理完毕，有关设施已经投入使用。";
                case "B" -> "所提建议已列入工作计划，正在办理。";
                case "C" -> "受资金条件限制，列入以后年度计划。";
                default -> "所提建议留作今后工作的参考。";
            });
            if (answerClass.equals("B") || answerClass.equals("C")) {
                form.put("promises", List.of(form("text", "完成设计并开工", "dueOn", q.today().plusDays(30 + q.random.nextInt(240)).toString())));
            }
            if (q.task.taskKey().endsWith("Again")) {
                form.put("heard", "再次上门听取意见，代表委员要求明确时间。");
            }
            return form;
        };
        answers.put("userTask_draftAnswer", draft);
        answers.put("userTask_draftAnswerAgain", draft);
        answers.put("userTask_signAnswer", q -> form("decision", "sign"));
        answers.put("userTask_signAnswerAgain", q -> form("decision", "sign"));
        Function<Question, Map<String, Object>> deliver = q -> form("deliveredOn", q.today().toString(), "way", proposals.get(q.task.caseNo()).keyItem() ? "face" : "paper");
        answers.put("userTask_deliverAnswer", deliver);
        answers.put("userTask_deliverAnswerAgain", deliver);
        Function<Question, Map<String, Object>> opinion = q -> q.chance(0.08) ? form("opinionOn", q.today().toString(), "attitude", "satisfied", "result", "unsatisfied", "remarks", "没有写明完成的时间")
                : form("opinionOn", q.today().toString(), "attitude", "satisfied", "result", q.chance(0.7) ? "satisfied" : "basically");
        answers.put("userTask_recordOpinion", opinion);
        answers.put("userTask_recordOpinionAgain", opinion);
        answers.put("userTask_assessProposal", q -> form("experts", "高校和设计单位三人", "finding", "答复符合实际，建议列入明年计划"));
        answers.put("userTask_fulfilPromise", q -> {
            if (q.chance(0.1)) {
                return form("state", "changed", "report", "征地推迟，申请顺延", "wantedDueOn", q.today().plusDays(60).toString());
            }
            prove(q, "现场照片和验收单");
            return form("state", "kept", "report", "已经开工，验收单附后");
        });
        answers.put("userTask_verifyPromise", q -> form("decision", "agree"));
    }

    /** Uploads a proof with the task unless this person has done so before. */
    private void prove(Question q, String what) {
        if (evidence.ofCase(q.task.caseNo()).stream().noneMatch(e -> q.task.taskId().equals(e.taskId()))) {
            machine.as(q.person, () -> evidence.add(new NewEvidence(q.task.caseNo(), q.task.taskId(), what + ".pdf", what, q.person, false), paper(q.task.caseNo() + q.task.taskId())));
        }
    }

    /** A file that is a PDF by name and content, another for each matter. */
    static ByteArrayResource paper(String matter) {
        byte[] note = ("% " + matter + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(PAPER, PAPER.length + note.length);
        System.arraycopy(note, 0, content, PAPER.length, note.length);
        return new ByteArrayResource(content);
    }

    private void evaluation() {
        answers.put("userTask_confirmStart", q -> {
            LocalDate asked = cases.get(q.task.caseNo()).openedOn();
            return tooEarly(asked) ? form("decision", "stop", "reason", "系统上线不久，这一年度的数据不全，不开展考核") : form("decision", "start");
        });
        answers.put("userTask_panelReview", q -> form("decision", "submit"));
        answers.put("userTask_approve", q -> form("decision", "approve"));
        answers.put("userTask_confirmHandOver", q -> form("receivedBy", "区委组织部绩效考核科", "receivedOn", q.today().toString(), "receiptNo", "绩收〔" + q.today().getYear() + "〕1号"));
        answers.put("userTask_selfReport", q -> form("rows", q.rows(r -> form("mark", mark(q), "words", "建立制度三项，培训两次，材料已整理成册"))));
        answers.put("userTask_spotCheck", q -> form("rows", q.rows(r -> q.chance(0.12) ? form("verdict", "lower", "mark", 60 + q.random.nextInt(15), "words", "培训只有一次有签到记录") : form("verdict", "confirmed", "words", "与台账相符"))));
        answers.put("userTask_scoreClause", q -> form("rows", q.rows(r -> form("mark", mark(q), "words", "按平时掌握的情况和材料评分"))));
        answers.put("userTask_respond", q -> {
            List<String> items = q.options("itemOptions").stream().filter(MARKED::contains).toList();
            return !items.isEmpty() && q.chance(0.12) ? form("answer", "object", "rows", List.of(form("item", q.one(items), "words", "有一次培训的签到册没有一并提交，现补充说明")))
                    : q.chance(0.85) ? form("answer", "accept") : null;
        });
        answers.put("userTask_checkOnSpot", q -> {
            boolean failed = q.chance(troubled(q) ? 0.7 : 0.12);
            return form("result", failed ? "failed" : "passed", "findings", failed ? "抽取十件，三件没有按时办结，台账缺页。" : "查看承诺台账二十件，与平时报告一致。");
        });
        answers.put("userTask_reviewDifferences", q -> form("decision", "all", "reasons", "已核对问卷样本，差异属实"));
        answers.put("userTask_releaseComments", q -> form("decision", "all"));
        answers.put("userTask_callBack", q -> {
            boolean known = !q.brief("contact").contains("匿名");
            Map<String, Object> form = form("reached", known ? "reached" : "anonymous", "words", known ? "电话回访，群众反映等候时间长" : "查看当日排号记录，等候确实偏长", "finding", "true");
            if (q.chance(0.12)) {
                form.put("finding", "false");
                form.put("grounds", "评议内容与本窗口无关");
            }
            return form;
        });
        answers.put("userTask_judgeReview", q -> q.chance(0.5) ? form("verdict", "false", "reasons", "评议反映的是供水，不属于该单位") : form("verdict", "upheld", "reasons", "排号记录显示等候较长"));
        answers.put("userTask_mendReview", q -> form("measures", "增开一个窗口并向群众致歉", "prevention", "建立高峰时段增开窗口的制度"));
        answers.put("userTask_verifyMending", q -> q.chance(0.08) ? form("decision", "refuse", "reason", "只致歉，没有增开窗口") : form("decision", "confirm"));
    }

    /** A mark out of 100; units that are slow with their tasks are no better with the rest. */
    private int mark(Question q) {
        return switch (people.temper(q.unit(), q.today())) {
            case PROMPT -> 84 + q.random.nextInt(15);
            case AVERAGE -> 72 + q.random.nextInt(22);
            case SLOW, IGNORING -> 55 + q.random.nextInt(28);
        };
    }

    /** The objections of a unit to its draft score. */
    private static Map<String, Object> objected(Question q) {
        return form("rows", q.rows(r -> q.chance(0.5) ? form("verdict", "upheld", "value", 95, "words", "补充的签到册属实") : form("verdict", "refused", "words", "补充的材料不能证明")));
    }

    /** A year's evaluation that begins when hardly anything is known yet is stopped. */
    private boolean tooEarly(LocalDate asked) {
        return asked.isBefore(year.from().plusDays(QUIET_START));
    }

    /** Whoever triages finds out what was the matter: most of what was planted is taken up, nearly all the rest is dismissed. */
    private void warnings() {
        answers.put("userTask_triageWarning", q -> {
            Warning warning = warnings.get(q.task.caseNo());
            if (planted.list().stream().noneMatch(p -> p.unitId().equals(warning.unitId()) && !warning.raisedOn().isBefore(p.from()) && !warning.raisedOn().isAfter(p.to().plusDays(WarningQuality.GRACE)))
                    && !q.chance(0.1)) {
                return form("decision", "dismissed", "dismissal", q.one(List.of("explained", "slight", "data")), "words", "向单位了解，属于集中办理期间的正常波动，已经恢复平常");
            }
            int way = q.random.nextInt(4);
            return way == 0 ? form("decision", "inspection", "words", "与本单位过去相比明显变差，提请专项检查")
                    : way == 1 && warning.rule().startsWith("complaints") ? form("decision", "complaint", "category", "service", "words", "近期群众反映集中，转投诉一并核实")
                    : form("decision", "letter", "words", "请查明原因，十个工作日内采取措施");
        });
        answers.put("userTask_considerWarningInspection", q -> form("decision", "no", "reason", "先看提醒和整改的结果，下季度仍未好转再发起"));
    }

    private void offices() {
        answers.put("userTask_holdInterview", q -> form("heldOn", q.today().toString(), "attended", "单位负责人、联席办副主任", "record", "指出任务逾期的情况，单位负责人作出说明并承诺限期办结。", "demands", "五个工作日内办结，并书面报告原因"));
        answers.put("userTask_designateUnit", q -> {
            String unit = q.unit();
            List<String> options = q.options("unitOptions");
            return form("unit", options.contains(unit) ? unit : options.get(0), "reason", "按照分工方案和三定规定，属于该单位职责");
        });
        answers.put("userTask_decideExtension", q -> q.chance(0.75) ? form("decision", "grant") : form("decision", "refuse", "reason", "时间已经充分，请按期办结"));
        answers.put("userTask_callRecipient", q -> q.chance(0.9) ? form("reached", "yes", "whom", "办公室值班人员") : form("reached", "no", "note", "无人接听"));
    }
}
