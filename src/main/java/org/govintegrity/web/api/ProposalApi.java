package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.common.Refusal;
import org.govintegrity.proposal.Answer;
import org.govintegrity.proposal.Assist;
import org.govintegrity.proposal.Promise;
import org.govintegrity.proposal.Promises;
import org.govintegrity.proposal.Proposal;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.proposal.Reply;
import org.govintegrity.proposal.Signer;
import org.govintegrity.web.ProposalDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** Proposals as data: those whose case the signed-in person may read. What was found about a false answer is not among it, as on the pages of a unit. */
@RestController
@RequestMapping("/api/v1/proposals")
@Tag(name = "代表建议和政协提案", description = "只返回本人有权查看的建议提案，范围与页面相同。")
class ProposalApi {

    private static final int MAX_SIZE = 200;

    private final ProposalDesk desk;
    private final Proposals proposals;
    private final Promises promises;

    ProposalApi(ProposalDesk desk, Proposals proposals, Promises promises) {
        this.desk = desk;
        this.proposals = proposals;
        this.promises = promises;
    }

    /** 400 for a kind or state there is none of, or a page that is no page. */
    @GetMapping
    @Operation(summary = "查找建议提案", description = "kind（suggestion 代表建议、motion 政协提案）、state、unit（主办或者协办单位）、key（true 只列重点督办）；page 从1起，size 最大200。")
    ProposalList list(@RequestParam(required = false) String kind, @RequestParam(required = false) String state, @RequestParam(required = false) String unit,
                      @RequestParam(defaultValue = "false") boolean key, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        List<Proposal> found = desk.list(kind, state, unit, key);
        return new ProposalList(found.stream().skip((page - 1L) * size).limit(size).map(Entry::of).toList(), page, (found.size() + size - 1) / size, found.size());
    }

    /** 404 in the same words whether there is no such case or it is not this person's to read. */
    @GetMapping("/{caseNo}")
    @Operation(summary = "一件建议提案", description = "内容、署名、协办意见、答复、送达和反馈、承诺事项。")
    Sheet one(@PathVariable String caseNo) {
        Proposal p = desk.read(caseNo);
        return new Sheet(Entry.of(p), p.text(), proposals.signers(caseNo), proposals.assists(caseNo), proposals.answers(caseNo), proposals.replies(caseNo), p.assessment(),
                promises.of(caseNo));
    }

    /** @param page from 1 */
    record ProposalList(List<Entry> proposals, int page, int pages, long total) {
    }

    @Schema(name = "ProposalEntry", description = "part 为0的是整件，1起的是分办的一部分；lateOn 为逾期答复的日期，没有逾期的为 null")
    record Entry(String caseNo, String kind, String session, String number, int part, String subject, boolean confidential, boolean keyItem, String state, String stateWords,
                 String leadUnit, LocalDate dispatchedOn, LocalDate acceptedOn, LocalDate lateOn) {

        static Entry of(Proposal p) {
            return new Entry(p.caseNo(), p.kind(), p.session(), p.number(), p.part(), p.subject(), p.confidential(), p.keyItem(), p.state(), p.stateWords(), p.leadUnit(),
                    p.dispatchedOn(), p.acceptedOn(), p.lateOn());
        }
    }

    @Schema(name = "ProposalSheet")
    record Sheet(Entry proposal, String text, List<Signer> signers, List<Assist> assists, List<Answer> answers, List<Reply> replies, String assessment, List<Promise> promises) {
    }
}
