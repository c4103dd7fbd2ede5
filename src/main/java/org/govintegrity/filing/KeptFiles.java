package org.govintegrity.filing;

import org.govintegrity.credit.IdentityVault;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Large files until all of their rows are staged, in the database so that any node may read them, and sealed part by part,
 * for they hold identity numbers. Each part is made small before: sealing costs far more a byte. Never more than one part is in memory.
 */
@Repository
class KeptFiles {

    /** Bytes; the column takes a little more, which sealing adds, and a part that does not get smaller. */
    private static final int PART = 512 * 1024;

    private final JdbcClient jdbc;
    private final IdentityVault vault;

    KeptFiles(JdbcClient jdbc, IdentityVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    void keep(String batchId, InputStreamSource content) {
        try (InputStream in = content.getInputStream()) {
            int no = 0;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                jdbc.sql("insert into filing_file (batch, part_no, content) values (?, ?, ?)").params(batchId, no++, vault.seal(small(part))).update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the uploaded file cannot be read", e);
        }
    }

    /** The file as it came; each part is fetched when the one before it is read. */
    InputStreamSource open(String batchId) {
        return () -> new SequenceInputStream(new Enumeration<>() {

            private final List<Integer> parts = jdbc.sql("select part_no from filing_file where batch = ? order by part_no").param(batchId).query(Integer.class).list();
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < parts.size();
            }

            @Override
            public InputStream nextElement() {
                return large(vault.open(jdbc.sql("select content from filing_file where batch = ? and part_no = ?").params(batchId, parts.get(next++))
                        .query((row, i) -> row.getBytes(1)).single()));
            }
        });
    }

    private static byte[] small(byte[] part) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream(part.length / 4);
        try (OutputStream out = new GZIPOutputStream(small) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write(part);
        }
        return small.toByteArray();
    }

    /** A part that was kept by an earlier version is as it came. */
    private static InputStream large(byte[] part) {
        boolean small = part.length > 2 && (part[0] & 0xff | (part[1] & 0xff) << 8) == GZIPInputStream.GZIP_MAGIC;
        try {
            return small ? new GZIPInputStream(new ByteArrayInputStream(part)) : new ByteArrayInputStream(part);
        } catch (IOException e) {
            throw new UncheckedIOException("a kept file cannot be read", e);
        }
    }

    void drop(String batchId) {
        jdbc.sql("delete from filing_file where batch = ?").param(batchId).update();
    }
}
