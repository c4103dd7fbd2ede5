package org.govintegrity.bench;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The district's data with as many more units as wanted, of a kind of their own, which alone are evaluated. */
final class BenchDistrict {

    /** Nobody of the district's own is of this kind. */
    private static final String KIND = "群团";
    private static final String ID = "jizhun";

    private BenchDistrict() {
    }

    /** The n-th unit's id; ids consist of letters. */
    static String unit(int n) {
        StringBuilder id = new StringBuilder(ID);
        for (int rest = n, i = 0; i < 4; i++, rest /= 26) {
            id.append((char) ('a' + rest % 26));
        }
        return id.toString();
    }

    /** @return a folder that can be loaded: the units from 0, each with a head and a clerk; indicators as they are, for these units only */
    static Path of(int units, Path folder) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("seeds/wendeng"), folder);
        List<String> unitLines = new ArrayList<>();
        List<String> peopleLines = new ArrayList<>();
        for (int n = 0; n < units; n++) {
            String id = unit(n);
            unitLines.add(id + ",基准测试单位" + n + ",基准" + n + "," + KIND + ",,没有代码（测试）," + id + "head,,,,");
            peopleLines.add(id + "head,测" + n + "," + id + ",负责人,head,," + "示例人员");
            peopleLines.add(id + "1,试" + n + "," + id + ",经办人,clerk,," + "示例人员");
        }
        Files.write(folder.resolve("units.csv"), unitLines, StandardOpenOption.APPEND);
        Files.write(folder.resolve("people.csv"), peopleLines, StandardOpenOption.APPEND);
        Path indicators = folder.resolve("indicators.yaml");
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < units; n++) {
            ids.add(unit(n));
        }
        Files.writeString(indicators, Files.readString(indicators).replace("cohort: [gejigebumen]", "cohort: [" + String.join(", ", ids) + "]"));
        return folder;
    }
}
