package org.govintegrity.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the year's database and evidence lie, and the mark that it was played to its end. */
class YearFolder {

    private static final Logger LOG = LoggerFactory.getLogger(YearFolder.class);
    private static final String MARK = "played.txt";
    /** What a play leaves behind; nothing else is ever deleted. */
    private static final List<String> OURS = List.of("district.mv.db", "district.trace.db", "evidence");

    private final Path folder;

    YearFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** What was played there; empty if nothing was, or not to its end. */
    Optional<String> played() {
        try {
            return Files.exists(folder.resolve(MARK)) && Files.exists(folder.resolve(OURS.get(0))) ? Optional.of(Files.readString(folder.resolve(MARK)).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes room for a new play: what an interrupted one has left goes. */
    void clear() {
        try {
            boolean left = false;
            for (String name : OURS) {
                left |= FileSystemUtils.deleteRecursively(folder.resolve(name));
            }
            Files.deleteIfExists(folder.resolve(MARK));
            Files.createDirectories(folder);
            if (left) {
                LOG.info("上一次演示年度没有演完，已清除 {} 中没有完成的数据，从头开始", folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the demonstration year cannot be cleared; is another play running?", e);
        }
    }

    void finish(String words) {
        try {
            Files.writeString(folder.resolve(MARK), words + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
