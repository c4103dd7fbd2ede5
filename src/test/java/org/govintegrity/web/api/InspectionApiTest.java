package org.govintegrity.web.api;

import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import java.util.List;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class InspectionApiTest extends ProcessTest {

    private static final String LAUNCH = """
            {"kind":"special","title":"服务承诺兑现专项检查","authority":"文政办字〔2026〕12号","approver":"区长",
             "clauses":["三.5","三.6"],"periodFrom":"2026-03-02","periodTo":"2026-06-30"}""";

    @Autowired
    private MockMvc mvc;

    @Test
    void aSupervisorLaunchesAndCancels() throws Exception {
        String caseNo = call("supervisor1", "/api/v1/inspections", LAUNCH).andExpect(status().isCreated())
                .andExpect(jsonPath("$.caseNo", matchesPattern("JC-2026-\\d{4}"))).andReturn().getResponse().getContentAsString().replaceAll(".*(JC-[0-9-]+).*", "$1");
        call("supervisor1", "/api/v1/inspections/" + caseNo + "/cancel", "{\"reason\":\"授权文件已废止\"}").andExpect(status().isOk());
        call("supervisor1", "/api/v1/inspections/" + caseNo + "/cancel", "{\"reason\":\"再撤一次\"}").andExpect(status().isConflict())
                .andExpect(jsonPath("$.message", containsString("不能再撤销")));
    }

    @Test
    void everybodyElseIsRefused() throws Exception {
        for (String path : List.of("/api/v1/inspections", "/api/v1/inspections/JC-2026-0001/cancel")) {
            mvc.perform(request(path, LAUNCH)).andExpect(status().isUnauthorized());
            for (String person : List.of("caizhengju1", "leader1", "inspector1", "admin")) {
                call(person, path, LAUNCH).andExpect(status().isForbidden());
            }
        }
    }

    @Test
    void badInputIsNamedAndNothingStarts() throws Exception {
        call("supervisor1", "/api/v1/inspections", LAUNCH.replace("三.6", "三.99")).andExpect(status().is4xxClientError())
                .andExpect(jsonPath("$.message", containsString("三.99")));
        call("supervisor1", "/api/v1/inspections", LAUNCH.replace("2026-03-02", "2020-03-02")).andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.message", containsString("已经过去")));
        call("supervisor1", "/api/v1/inspections", LAUNCH.replace("区长", "长".repeat(100_000))).andExpect(status().isBadRequest());
        call("supervisor1", "/api/v1/inspections", "{\"kind\":").andExpect(status().isBadRequest());
        call("supervisor1", "/api/v1/inspections/JC-1999-0001/cancel", "{\"reason\":\"x\"}").andExpect(status().isNotFound());
    }

    private ResultActions call(String person, String path, String json) throws Exception {
        return mvc.perform(request(path, json).with(httpBasic(person, "Wendeng-2018")));
    }

    private static MockHttpServletRequestBuilder request(String path, String json) {
        return post(path).contentType(MediaType.APPLICATION_JSON).characterEncoding("UTF-8").content(json);
    }
}
