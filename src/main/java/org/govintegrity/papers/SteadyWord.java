package org.govintegrity.papers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The same document gives the same bytes whenever it is made, so that its hash tells whether somebody changed it. */
public final class SteadyWord {

    private SteadyWord() {
    }

    /** A .docx is a zip: entries in order of their names, all of one time, so that nothing in it depends on when it was made. */
    public static byte[] of(byte[] docx, LocalDateTime time) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(docx)); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    ZipEntry fixed = new ZipEntry(entry.getKey());
                    fixed.setTimeLocal(time);
                    zip.putNextEntry(fixed);
                    zip.write(entry.getValue());
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
