package org.govintegrity.common.table;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.govintegrity.common.Refusal;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * How large a workbook is once unpacked, counted before anything opens it: a few kilobytes can hold gigabytes. What the archive says of itself is not
 * believed.
 */
public final class Unpacked {

    /** A workbook has some dozens. */
    private static final int MOST_PARTS = 5_000;

    private Unpacked() {
    }

    /**
     * Reads to the end unless it is too much; a file that is no archive passes, whoever opens it will say so.
     *
     * @param most of all parts together
     * @throws Refusal (unprocessable) if it is more
     */
    public static void check(String name, InputStream content, DataSize most) {
        long left = most.toBytes();
        int parts = 0;
        byte[] buffer = new byte[65_536];
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(content, StandardCharsets.UTF_8.name(), true, true)) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    left -= read;
                    if (left < 0) {
                        throw tooMuch(name, most);
                    }
                }
                if (++parts > MOST_PARTS) {
                    throw tooMuch(name, most);
                }
            }
        } catch (IOException broken) {
            // not an archive, or damaged: refused in better words by whoever opens it
        }
    }

    private static Refusal tooMuch(String name, DataSize most) {
        return Refusal.unprocessable("文件“" + (name.length() > 60 ? name.substring(0, 60) + "…" : name) + "”解开后超过" + most.toMegabytes()
                + " MB，没有读取。请删去图片、空白行列和多余的工作表，或者分成几个文件上传。");
    }
}
