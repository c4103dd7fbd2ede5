package org.govintegrity.registry;

import java.time.Instant;
import java.util.List;

/**
 * What a load did.
 *
 * @param folder   where the files were read
 * @param files    the files, each with what came of it
 * @param changes  every thing added or changed
 * @param missing  in the database, no longer in the files: kept as it is, for somebody to look at
 * @param warnings Chinese: correct enough to load, but worth a look
 */
public record SeedReport(String folder, Instant at, List<LoadedFile> files, List<Change> changes,
                         List<String> missing, List<String> warnings) {

    public SeedReport {
        files = List.copyOf(files);
        changes = List.copyOf(changes);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    public int added() {
        return files.stream().mapToInt(LoadedFile::added).sum();
    }

    public int changed() {
        return files.stream().mapToInt(LoadedFile::changed).sum();
    }

    /**
     * @param encoding in which it was read: UTF-8 or GB18030
     * @param sha256   of its bytes, in lower-case hexadecimal
     */
    public record LoadedFile(String file, String encoding, String sha256, int added, int changed) {
    }

    /**
     * @param what   Chinese: 单位, 人员, 条目 …
     * @param fields Chinese names of the fields that changed; empty when the thing was added
     */
    public record Change(String file, String what, String id, boolean added, List<String> fields) {

        public Change {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return (added ? "新增" : "修改") + what + " " + id + (fields.isEmpty() ? "" : "（" + String.join("、", fields) + "）");
        }
    }
}
