package org.govintegrity.appraisal;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the forms of an appraisal show above their fields. How to reach a voter is not among it: a brief is kept with the task. */
@Component
class AppraisalBriefing implements TaskBriefing {

    private final AppraisalService campaigns;
    private final BadReviews badReviews;
    private final Cases cases;

    AppraisalBriefing(AppraisalService campaigns, BadReviews badReviews, Cases cases) {
        this.campaigns = campaigns;
        this.badReviews = badReviews;
        this.cases = cases;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).map(CaseFile::kind).filter(AppraisalService.KIND::equals).isEmpty()) {
            return Map.of();
        }
        return badReviews.find(caseNo).map(AppraisalBriefing::words).orElseGet(() ->
                Map.of("results", FormText.plain(campaigns.words(campaigns.results(caseNo))), "comments", campaigns.comments(caseNo, null).size()));
    }

    private static Map<String, Object> words(BadReview review) {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("grade", review.grade().label);
        brief.put("where", FormText.plain(review.where()));
        brief.put("votedOn", ChineseDates.date(review.votedAt().toLocalDate()));
        brief.put("reasons", review.reasonWords());
        brief.put("comment", review.comment() == null ? "没有填写" : FormText.plain(review.comment()));
        brief.put("contact", review.contact() == null ? "没有留，匿名" : "已留，请到活动页面（/appraisals/" + review.campaignNo() + "）的差评清单中查看");
        brief.put("words", FormText.plain(review.words()));
        brief.put("grounds", FormText.plain(review.grounds()));
        brief.put("verdict", review.verdict() == null ? "" : "联席办认定差评成立：" + FormText.plain(review.verdictReasons()));
        brief.put("mended", FormText.plain(review.mended()));
        brief.put("round", review.mendRound() < 2 ? "" : "此前已退回一次：" + FormText.plain(review.mendReasons()) + "。这次仍没有到位的，办结并告知监督员。");
        brief.put("sentBack", "sent-back".equals(review.mendChecked()) ? "**退回理由**：" + FormText.plain(review.mendReasons()) : "");
        return brief;
    }
}
