package org.govintegrity.disclosure;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The national field set (XK_ and CF_), read once from {@code disclosure/fields.csv}. */
@Component
public class FieldSet {

    private final Map<DisclosureKind, List<Field>> fields = new EnumMap<>(DisclosureKind.class);

    FieldSet() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(new ClassPathResource("disclosure/fields.csv").getInputStream(), StandardCharsets.UTF_8, format)) {
            for (CSVRecord row : parser) {
                fields.computeIfAbsent(DisclosureKind.of(row.get("kind")), kind -> new ArrayList<>()).add(new Field(row.get("code"), row.get("label"), row.get("required").equals("yes"),
                        row.get("type"), row.get("max").isEmpty() ? 0 : Integer.parseInt(row.get("max")), Field.options(row.get("options"))));
            }
        }
    }

    public List<Field> of(DisclosureKind kind) {
        return fields.get(kind);
    }

    /**
     * Headings under which rows are given back: every field, by the name it had in them or else its national one, for what is empty
     * is often what is to be filled in; then what no field is called.
     */
    public List<String> headings(DisclosureKind kind, List<Map<String, String>> rows) {
        Set<String> used = new LinkedHashSet<>();
        rows.forEach(row -> used.addAll(row.keySet()));
        Set<String> headings = new LinkedHashSet<>();
        of(kind).forEach(field -> headings.add(!used.contains(field.code()) && used.contains(field.label()) ? field.label() : field.code()));
        headings.addAll(used);
        return List.copyOf(headings);
    }

    /** Cells by national name: headings may also be the Chinese ones, and a word stands for its value. */
    Map<String, String> byCode(DisclosureKind kind, Map<String, String> cells) {
        Map<String, String> byCode = new LinkedHashMap<>();
        for (Field field : of(kind)) {
            String value = cells.getOrDefault(field.code(), cells.get(field.label()));
            if (value != null && !value.isBlank()) {
                String stripped = value.strip();
                byCode.put(field.code(), field.options().entrySet().stream().filter(o -> o.getValue().equals(stripped)).map(Map.Entry::getKey).findFirst().orElse(stripped));
            }
        }
        return byCode;
    }
}
