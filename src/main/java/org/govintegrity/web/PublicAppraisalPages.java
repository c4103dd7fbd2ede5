package org.govintegrity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalSettings;
import org.govintegrity.appraisal.Ballot;
import org.govintegrity.appraisal.Campaign;
import org.govintegrity.appraisal.Comment;
import org.govintegrity.appraisal.Door;
import org.govintegrity.appraisal.Grade;
import org.govintegrity.appraisal.Reason;
import org.govintegrity.appraisal.UnitResult;
import org.govintegrity.appraisal.VoteService;
import org.govintegrity.appraisal.Voter;
import org.govintegrity.common.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where people appraise without an account, mostly on a phone, and where everybody reads what came of it. No session, and so no
 * cookie. Refusals are answered here and not by the common page of errors, which writes the address, and with it the token, to the log.
 */
@Page
class PublicAppraisalPages {

    private final VoteService votes;
    private final AppraisalService campaigns;
    private final AppraisalSettings settings;
    private final AddressLimit limit;

    PublicAppraisalPages(VoteService votes, AppraisalService campaigns, AppraisalSettings settings, Clock clock) {
        this.votes = votes;
        this.campaigns = campaigns;
        this.settings = settings;
        this.limit = new AddressLimit(clock, bucket -> bucket
                .addLimit(each -> each.capacity(settings.votesPerMinute()).refillGreedy(settings.votesPerMinute(), Duration.ofMinutes(1)))
                .addLimit(each -> each.capacity(settings.votesPerDay()).refillGreedy(settings.votesPerDay(), Duration.ofDays(1))));
    }

    /** @param comments by unit */
    record CampaignView(Campaign campaign, List<UnitResult> results, Map<String, List<Comment>> comments) {
    }

    @GetMapping("/public/appraise/{token}")
    String form(@PathVariable String token, Model model, HttpServletResponse response) {
        return show(token, new Ballot("", List.of(), "", ""), null, model, response);
    }

    /** Everything is read after the address was asked for, so that a flood costs little. */
    @PostMapping("/public/appraise/{token}")
    String vote(@PathVariable String token, HttpServletRequest request, Model model, HttpServletResponse response) {
        if (!limit.allows(request.getRemoteAddr())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            return show(token, new Ballot("", List.of(), "", ""), Refusal.tooMany("提交过于频繁：每个网络地址每分钟最多提交" + settings.votesPerMinute()
                    + "次。请返回上一页（已填的内容还在），等一分钟再提交，或者关闭无线网络，改用手机流量提交。"), model, response);
        }
        Ballot ballot = new Ballot(request.getParameter("grade"), Optional.ofNullable(request.getParameterValues("reasons")).map(Arrays::asList).orElse(List.of()),
                request.getParameter("comment"), request.getParameter("contact"));
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            return show(token, ballot, Refusal.forbidden("评议只能在本页面提交。请重新扫描二维码后再提交。"), model, response);
        }
        try {
            votes.vote(token, ballot, new Voter(AddressLimit.network(request.getRemoteAddr()),
                    request.getHeader(HttpHeaders.USER_AGENT) + "\n" + request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
            return "redirect:/public/appraise-thanks";
        } catch (Refusal refusal) {
            return show(token, ballot, refusal, model, response);
        }
    }

    @GetMapping("/public/appraise-thanks")
    String thanks() {
        return "public-appraise-thanks";
    }

    @GetMapping("/public/appraisals")
    String results(Model model) {
        model.addAttribute("campaigns", campaigns.all(null).stream().map(campaign -> new CampaignView(campaign, campaigns.results(campaign.caseNo()),
                campaigns.published(campaign.caseNo()).stream().collect(Collectors.groupingBy(Comment::unitId)))).toList());
        return "public-appraisals";
    }

    private String show(String token, Ballot ballot, Refusal refusal, Model model, HttpServletResponse response) {
        Optional<Door> door = refusal != null && refusal.kind() == Refusal.Kind.TOO_MANY ? Optional.empty() : votes.door(token);
        if (refusal != null) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
        } else if (door.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "same-origin");
        model.addAttribute("token", token);
        model.addAttribute("door", door.orElse(null));
        model.addAttribute("ballot", ballot);
        model.addAttribute("grades", Grade.values());
        model.addAttribute("reasons", Reason.values());
        return "public-appraise";
    }
}
