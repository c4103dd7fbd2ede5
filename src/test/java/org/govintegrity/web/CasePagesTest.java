package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFilter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CasePagesTest extends PageTest {

    @Autowired
    private CaseAccess access;

    @Test
    void aUnitSeesItsOwnCaseAndNobodyElses() {
        String caseNo = approved(UNIT, OTHER);
        String mine = partOf(caseNo, UNIT);
        String theirs = partOf(caseNo, OTHER);
        assertThat(visitAs(UNIT + "1", "/cases/" + mine).status()).isEqualTo(200);
        assertThat(visitAs(UNIT + "1", "/cases/" + theirs).status()).isEqualTo(404);
        assertThat(visitAs(UNIT + "1", "/cases/" + caseNo).status()).isEqualTo(404);
        String list = visitAs(UNIT + "1", "/cases?q=" + caseNo).text();
        assertThat(list).contains(">" + mine + "<").doesNotContain(">" + theirs + "<", ">" + caseNo + "<");
    }

    @Test
    void aCaseThatIsNotOnesOwnLooksLikeOneThatDoesNotExist() {
        String theirs = partOf(approved(OTHER), OTHER);
        assertThat(withoutChance(visitAs(UNIT + "1", "/cases/" + theirs), theirs))
                .isEqualTo(withoutChance(visitAs(UNIT + "1", "/cases/JC-1999-0001"), "JC-1999-0001"));
    }

    @Test
    void theTeamAndTheCentralRolesSeeTheInspectionAndOthersDoNot() {
        String caseNo = approved(UNIT);
        for (String person : List.of("inspector1", "inspector2", "supervisor2", "leader1", "joint1", "credit1", "admin")) {
            assertThat(visitAs(person, "/cases/" + caseNo).status()).as(person).isEqualTo(200);
            assertThat(visitAs(person, "/cases/" + caseNo + "-01").status()).as(person).isEqualTo(200);
        }
        for (String person : List.of("inspector3", "authority1", OTHER + "head")) {
            assertThat(visitAs(person, "/cases/" + caseNo).status()).as(person).isEqualTo(404);
            assertThat(visitAs(person, "/cases/" + caseNo + "-01").status()).as(person).isEqualTo(404);
        }
    }

    @Test
    void listsFilterByTextUnitKindAndState() {
        String caseNo = approved(UNIT);
        assertThat(numbers("supervisor1", new CaseFilter(caseNo, List.of(), null, null, null, null, false))).containsExactly(caseNo + "-01", caseNo);
        assertThat(numbers("supervisor1", new CaseFilter(caseNo, List.of(), "inspection", true, null, null, false))).containsExactly(caseNo);
        assertThat(numbers("supervisor1", new CaseFilter(caseNo, List.of(), null, false, null, null, false))).isEmpty();
        assertThat(numbers("supervisor1", new CaseFilter("100%_", List.of(), null, null, null, null, false))).isEmpty();
        assertThat(visitAs("supervisor1", "/cases?q=财政局&kind=unit-inspection&state=open").text()).contains(">" + caseNo + "-01<");
        assertThat(visitAs("supervisor1", "/cases?q=%25&page=x").status()).isEqualTo(200);
        assertThat(access.list("supervisor1", CaseFilter.NONE, 999, 1).page()).isGreaterThan(1);
    }

    @Test
    void theUnitReadsFindingsOnlyOnceTheyAreServed() {
        String caseNo = approved(UNIT);
        String part = caseNo + "-01";
        found(part, "窗口没有一次性告知");
        assertThat(visitAs("inspector2", "/cases/" + part).text()).contains("窗口没有一次性告知");
        assertThat(visitAs(UNIT + "head", "/cases/" + part).text()).doesNotContain("窗口没有一次性告知");

        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "查明事实如下"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));
        complete("userTask_draftConclusion", part, "inspector1", Map.of("conclusion", "问题已当场改正，不再列出", "loss", "none", "impact", "none",
                "deliberate", false, "problems", List.of()));
        runJobs(part);
        assertThat(visitAs(UNIT + "head", "/cases/" + part).text()).doesNotContain("问题已当场改正");

        complete("userTask_reviewConclusion", part, "supervisor1", Map.of("decision", "serve"));
        runJobs(part);
        assertThat(visitAs(UNIT + "head", "/cases/" + part).text()).contains("窗口没有一次性告知", "问题已当场改正").doesNotContain("拟定检查结论：");
    }

    @Test
    void aDrawIsShownWithAllThatRepeatsIt() {
        String caseNo = launched();
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "random", "unitCount", 2,
                "teamSelection", "random", "teamSize", 2, "items", List.of(Map.of("method", "documents", "text", "承诺台账"))));
        String seed = jdbc.sql("select seed from inspection_draw where case_no = ? and subject = 'units'").param(caseNo).query(String.class).single();
        assertThat(visitAs("leader1", "/cases/" + caseNo).text()).contains("随机抽取记录", seed, "sha256sum", "head -n 2");
    }

    @Test
    void aSupervisorCancelsWithAReason() {
        String caseNo = approved(UNIT);
        Answer page = visitAs("supervisor1", "/cases/" + caseNo);
        assertThat(page.text()).contains("撤销理由");
        assertThat(visitAs("leader1", "/cases/" + caseNo).text()).doesNotContain("撤销理由");

        send("supervisor1", "/cases/" + caseNo + "/cancel", Map.of("reason", List.of(" ")));
        assertThat(cases.get(caseNo).open()).isTrue();
        assertThat(send(UNIT + "head", "/cases/" + caseNo + "/cancel", Map.of("reason", List.of("不想查"))).status()).isEqualTo(403);
        assertThat(send("leader1", "/cases/" + caseNo + "/cancel", Map.of("reason", List.of("不查了"))).status()).isEqualTo(403);
        assertThat(cases.get(caseNo).open()).isTrue();

        assertThat(send("supervisor1", "/cases/" + caseNo + "/cancel", Map.of("reason", List.of("授权文件已废止"))).status()).isEqualTo(302);
        assertThat(cases.get(caseNo).outcome()).isEqualTo("cancelled");
        assertThat(visitAs(UNIT + "1", "/cases/" + caseNo + "-01").text()).contains("授权文件已废止");
        assertThat(visitAs("supervisor1", "/cases/" + caseNo).text()).doesNotContain("撤销理由");
    }

    @Test
    void aTaskShowsItsDeadlineToWhomItConcerns() {
        String part = approved(UNIT) + "-01";
        String id = task("userTask_submitSelfCheck", part).getId();
        assertThat(visitAs(UNIT + "1", "/tasks/" + id).text()).contains("提交自查报告", "2026年3月16日", "还没有人领取", "去办理");
        assertThat(visitAs("leader1", "/tasks/" + id).text()).contains("提交自查报告").doesNotContain("去办理");
        Answer hidden = visitAs(OTHER + "1", "/tasks/" + id);
        Answer unknown = visitAs(OTHER + "1", "/tasks/no-such-task");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
    }

    /** The page without what differs from request to request. */
    private static String withoutChance(Answer answer, String caseNo) {
        return answer.status() + answer.text().replace(caseNo, "#").replaceAll("E-[0-9A-F]{8}", "E").replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    @Test
    void aMovedDateIsTracedInTheFile() {
        String part = approved(UNIT) + "-01";
        String id = task("userTask_submitSelfCheck", part).getId();
        book.extend(id, 2, "延期获批准");
        for (String path : List.of("/cases/" + part, "/tasks/" + id)) {
            assertThat(visitAs(UNIT + "1", path).text()).contains("由2026年3月16日改为2026年3月18日", "延期获批准");
        }
    }

    private List<String> numbers(String person, CaseFilter filter) {
        return access.list(person, filter, 1, 50).cases().stream().map(file -> file.caseNo()).toList();
    }

    private String partOf(String caseNo, String unit) {
        return cases.children(caseNo).stream().filter(part -> unit.equals(part.unitId())).findFirst().orElseThrow().caseNo();
    }
}
