package org.govintegrity.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Where the year's database and evidence lie, and the mark that it was played to its end. */
class YearFolder {

    private static final Logger LOG = LoggerFactory.getLogger(YearFolder.class);
    private static final String MARK = "played.properties";
    /** What a play leaves behind; nothing else is ever deleted. */
    private static final List<String> OURS = List.of("district.mv.db", "district.trace.db", "evidence");

    private final Path folder;

    YearFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** A year that lies in the folder. @param words what happened in it */
    record Played(DemoYear year, String words) {
    }

    /** What was played there; empty if nothing was, or not to its end. */
    Optional<Played> played() {
        if (!Files.exists(folder.resolve(MARK)) || !Files.exists(folder.resolve(OURS.get(0)))) {
            return Optional.empty();
        }
        Properties mark = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(MARK))) {
            mark.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new Played(new DemoYear(Long.parseLong(mark.getProperty("seed")), LocalDate.parse(mark.getProperty("from")), LocalDateTime.parse(mark.getProperty("end")),
                Double.parseDouble(mark.getProperty("volume"))), mark.getProperty("words")));
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

    void finish(DemoYear year, String words) {
        Properties mark = new Properties();
        mark.setProperty("seed", String.valueOf(year.seed()));
        mark.setProperty("from", year.from().toString());
        mark.setProperty("end", year.end().toString());
        mark.setProperty("volume", String.valueOf(year.volume()));
        mark.setProperty("words", words);
        try (Writer out = Files.newBufferedWriter(folder.resolve(MARK))) {
            mark.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
