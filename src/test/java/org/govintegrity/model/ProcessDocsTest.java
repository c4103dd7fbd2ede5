package org.govintegrity.model;

import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.govintegrity.model.Models.Model;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/processes.md says what the models say: clause → process → step → form → delegate → deadline → record. */
class ProcessDocsTest {

    private static final Path FILE = Path.of("docs/processes.md");

    /** Run with {@code -Dwrite.docs=true} to write the file anew. */
    @Test
    void processesDocumentIsUpToDate() throws IOException {
        String current = generate();
        if (Boolean.getBoolean("write.docs")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, current);
        }
        assertThat(FILE).as("run: mvn test -Dtest=ProcessDocsTest -Dwrite.docs=true").hasContent(current);
    }

    private static String generate() {
        DeadlineTable deadlines = new DeadlineTable();
        StringBuilder out = new StringBuilder("# 流程一览\n\n由模型生成，请勿手工修改。\n");
        for (Model model : Models.bpmn()) {
            Process process = model.bpmn().getModelElementsByType(Process.class).iterator().next();
            out.append("\n## ").append(process.getName()).append("（`").append(process.getId()).append("`）\n\n")
                    .append("条款：").append(Models.property(process, "clause").orElse("")).append("　模型：`").append(model.file().toString().replace('\\', '/')).append("`\n\n")
                    .append(text(process.getDocumentations().iterator().next().getTextContent())).append("\n\n")
                    .append("| 环节 | 办理人 | 表单 | 代码 | 期限 | 说明 |\n|---|---|---|---|---|---|\n");
            for (FlowNode node : model.bpmn().getModelElementsByType(FlowNode.class)) {
                if (!(node instanceof Gateway)) {
                    out.append("| ").append(text(node.getName())).append(" `").append(node.getId()).append("` | ").append(who(node)).append(" | ")
                            .append(form(node)).append(" | ").append(code(node)).append(" | ").append(limit(node, deadlines)).append(" | ")
                            .append(node.getDocumentations().stream().map(d -> text(d.getTextContent())).collect(Collectors.joining())).append(" |\n");
                }
            }
        }
        return out.toString();
    }

    private static String who(FlowNode node) {
        return node instanceof UserTask task ? "`" + task.getCamundaCandidateGroups() + "`" : "";
    }

    private static String form(FlowNode node) {
        return node instanceof UserTask task ? "`" + task.getCamundaFormRef() + "`" : "";
    }

    private static String code(FlowNode node) {
        List<String> code = new ArrayList<>();
        if (node instanceof ServiceTask task) {
            code.add(task.getCamundaDelegateExpression());
        } else if (node instanceof BusinessRuleTask task) {
            code.add("决策表 " + task.getCamundaDecisionRef());
        } else if (node instanceof CallActivity task) {
            code.add("调用 " + task.getCalledElement());
        }
        if (node.getExtensionElements() != null) {
            node.getExtensionElements().getElementsQuery().filterByType(CamundaTaskListener.class).list().forEach(l -> code.add(l.getCamundaDelegateExpression()));
            node.getExtensionElements().getElementsQuery().filterByType(CamundaExecutionListener.class).list().forEach(l -> code.add(l.getCamundaDelegateExpression()));
        }
        return code.stream().map(c -> "`" + c + "`").collect(Collectors.joining(" "));
    }

    private static String limit(FlowNode node, DeadlineTable deadlines) {
        return Models.property(node, "deadline").map(rule -> deadlines.words(rule) + " `" + rule + "`").orElse("");
    }

    private static String text(String content) {
        return content == null ? "" : content.strip().replaceAll("\\s*\\n\\s*", " ").replace("|", "\\|");
    }
}
