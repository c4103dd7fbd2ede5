package org.govintegrity.papers;

import com.deepoove.poi.XWPFTemplate;
import com.deepoove.poi.data.PictureRenderData;
import com.deepoove.poi.data.TableRenderData;
import com.deepoove.poi.template.MetaTemplate;
import com.deepoove.poi.template.run.RunTemplate;
import org.govintegrity.common.Refusal;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Fills Word templates: ours, or the office's own of the same name in the configured folder. */
@Component
public class PaperTemplates {

    private final PaperSettings settings;

    PaperTemplates(PaperSettings settings) {
        this.settings = settings;
    }

    /** Who issues papers, and how their numbers begin. */
    public PaperSettings settings() {
        return settings;
    }

    /** Whether the office has put its own template in the place of ours. */
    public boolean overridden(Paper paper) {
        return !settings.directory().isBlank() && own(paper).exists();
    }

    /** The template itself, for the office to edit. */
    public Resource file(Paper paper) {
        return overridden(paper) ? own(paper) : new ClassPathResource("papers/" + paper.id + ".docx");
    }

    /**
     * @param values for {@link Paper#fields} and {@link Paper#COMMON}; what people typed stays as typed, a line end becomes a new line;
     *               for a field that begins with @, a picture ({@link PictureRenderData}), with #, a table ({@link TableRenderData})
     * @return a .docx
     * @throws Refusal naming the file and what is wrong with it, if the office's template cannot be read or asks for a field there is none of
     */
    public byte[] render(Paper paper, Map<String, ?> values) {
        Map<String, Object> known = new HashMap<>();
        Stream.concat(paper.fields.stream(), Paper.COMMON.stream()).forEach(field -> {
            boolean text = !field.startsWith("@") && !field.startsWith("#");
            String name = text ? field : field.substring(1);
            known.put(name, values.containsKey(name) ? values.get(name) : text ? "" : null);
        });
        try (InputStream in = file(paper).getInputStream(); XWPFTemplate template = XWPFTemplate.compile(in); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Set<String> unknown = new TreeSet<>(names(template));
            unknown.removeAll(known.keySet());
            if (!unknown.isEmpty()) {
                throw Refusal.unprocessable("文书模板" + paper.id + ".docx用到了没有的项目：{{" + String.join("}}、{{", unknown) + "}}。可用的项目有："
                        + String.join("、", known.keySet().stream().sorted().toList()) + "。请修改模板后再试。");
            }
            template.render(known).write(out);
            return out.toByteArray();
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException e) {
            throw Refusal.unprocessable("文书模板" + paper.id + ".docx无法使用：" + e.getMessage() + "。请用Word另存为.docx后重新放入模板文件夹，或者移走它以使用系统自带的模板。");
        }
    }

    private FileSystemResource own(Paper paper) {
        return new FileSystemResource(Path.of(settings.directory(), paper.id + ".docx"));
    }

    private static List<String> names(XWPFTemplate template) {
        return template.getElementTemplates().stream().filter(RunTemplate.class::isInstance)
                .map((MetaTemplate tag) -> ((RunTemplate) tag).getTagName()).toList();
    }
}
