package org.govintegrity.proposal;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the forms of a proposal show. What a confidential one is about stays in its case file, where reading has its limits. */
@Component
class ProposalBriefing implements TaskBriefing {

    private static final String CONFIDENTIAL = "（保密件，内容请从下方的链接到案卷中查看）";

    private final Cases cases;
    private final Proposals proposals;
    private final Promises promises;
    private final Submissions submissions;
    private final Registry registry;
    private final Clock clock;

    ProposalBriefing(Cases cases, Proposals proposals, Promises promises, Submissions submissions, Registry registry, Clock clock) {
        this.cases = cases;
        this.proposals = proposals;
        this.promises = promises;
        this.submissions = submissions;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        return cases.find(caseNo).filter(file -> file.kind().equals(Proposals.KIND)).flatMap(file -> proposals.find(caseNo)).map(p -> brief(p, taskKey, item)).orElse(Map.of());
    }

    private Map<String, Object> brief(Proposal p, String taskKey, String item) {
        Map<String, Object> brief = new LinkedHashMap<>();
        List<Signer> signers = proposals.signers(p.caseNo());
        brief.put("signers", FormText.plain(signers.stream().map(Signer::name).collect(Collectors.joining("、"))));
        brief.put("key", p.keyItem() ? "　**重点督办件**" : "");
        brief.put("keyWords", p.keyItem() ? "本件为重点督办件，应当由单位负责人当面答复。" : "");
        brief.put("text", secret(p, p.text()));
        switch (taskKey) {
            case "userTask_designateUnits" -> brief.put("unitOptions", registry.unitsOn(LocalDate.now(clock)).stream()
                    .map(u -> Map.of("value", u.id(), "label", u.fullName())).toList());
            case "userTask_assistProposal" -> brief.put("taskName", "提出协办意见（" + registry.findUnit(item).map(Unit::shortName).orElse(item) + "）");
            case "userTask_draftAnswer", "userTask_draftAnswerAgain" -> {
                brief.put("contact", secret(p, submissions.last(p.caseNo(), "userTask_contactDeputy").map(s -> s.text("record")).orElse("")));
                brief.put("assists", assists(p));
                brief.put("answer", answer(p));
                brief.put("complaints", complaints(p));
                brief.put("returned", submissions.last(p.caseNo(), taskKey.replace("draft", "sign")).map(s -> s.text("reason"))
                        .map(reason -> "**负责人退回修改**：" + secret(p, reason)).orElse(""));
            }
            case "userTask_signAnswer", "userTask_signAnswerAgain" -> {
                brief.put("draft", proposals.answers(p.caseNo()).stream().filter(a -> a.round() == p.round()).findFirst()
                        .map(a -> a.classWords() + "。" + secret(p, a.text())).orElse(""));
                List<Promise> drafted = promises.drafted(p.caseNo(), p.round());
                brief.put("promises", drafted.isEmpty() ? "没有" : drafted.stream().map(promise -> words(p, promise)).collect(Collectors.joining("；")));
            }
            case "userTask_deliverAnswer", "userTask_recordOpinion", "userTask_deliverAnswerAgain", "userTask_recordOpinionAgain" -> {
                String name = signers.get(Integer.parseInt(item) - 1).name();
                brief.put("signer", FormText.plain(name));
                brief.put("answer", answer(p));
                brief.put("delivered", proposals.replies(p.caseNo()).stream().filter(r -> r.round() == p.round() && r.signer().equals(name)).findFirst()
                        .map(r -> ChineseDates.date(r.deliveredOn()) + "，" + r.wayWords()).orElse(""));
                brief.put("taskName", (taskKey.contains("deliver") ? "送达" : "登记意见") + "（" + name + "）" + (taskKey.endsWith("Again") ? "（再次）" : ""));
            }
            case "userTask_assessProposal" -> {
                brief.put("answer", answer(p));
                brief.put("complaints", complaints(p));
            }
            case "userTask_fulfilPromise", "userTask_verifyPromise" -> {
                Promise promise = promises.get(p.caseNo(), Integer.parseInt(item));
                brief.put("promise", words(p, promise));
                brief.put("report", (promise.wantedDueOn() == null ? "已落实。" : "情况变化，申请调整到" + ChineseDates.date(promise.wantedDueOn()) + "。") + secret(p, promise.report()));
                brief.put("rejected", promise.report() == null ? "" : submissions.ofCase(p.caseNo()).stream()
                        .filter(s -> s.taskKey().equals("userTask_verifyPromise") && item.equals(s.item())).reduce((first, last) -> last).map(s -> reason(p, s)).orElse(""));
                brief.put("taskName", (taskKey.contains("fulfil") ? "落实承诺" : "核实承诺") + "（第" + item + "项）");
            }
            default -> {
                // the others show what all show
            }
        }
        return brief;
    }

    private static String reason(Proposal p, Submission verified) {
        return verified.text("reason") == null ? "" : "**上次核实不予认可**：" + secret(p, verified.text("reason"));
    }

    private String assists(Proposal p) {
        List<Assist> assists = proposals.assists(p.caseNo());
        return assists.isEmpty() ? "没有协办单位" : assists.stream().map(a -> registry.findUnit(a.unitId()).map(Unit::shortName).orElse(a.unitId()) + "："
                + (a.missing() ? "逾期没有提出" : secret(p, a.opinion()))).collect(Collectors.joining("；"));
    }

    private String answer(Proposal p) {
        return proposals.signed(p.caseNo()).map(a -> a.classWords() + "。" + secret(p, a.text())).orElse("");
    }

    private String complaints(Proposal p) {
        List<Reply> unsatisfied = proposals.replies(p.caseNo()).stream().filter(r -> Opinion.UNSATISFIED.code.equals(r.result())).toList();
        int last = unsatisfied.stream().mapToInt(Reply::round).max().orElse(1);
        return unsatisfied.stream().filter(r -> r.round() == last).map(r -> FormText.plain(r.signer()) + "：" + secret(p, r.remarks())).collect(Collectors.joining("；"));
    }

    private static String words(Proposal p, Promise promise) {
        return secret(p, promise.text()) + "（" + ChineseDates.date(promise.dueOn()) + "前）";
    }

    private static String secret(Proposal p, String words) {
        return p.confidential() ? CONFIDENTIAL : FormText.plain(words);
    }
}
