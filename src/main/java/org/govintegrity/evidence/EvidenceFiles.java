package org.govintegrity.evidence;

import org.govintegrity.common.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files themselves, each under the SHA-256 of its content, so that the same content lies there once. A file is first
 * written elsewhere and moved only when it is whole, checked and on the disk; what a crash leaves in {@code incoming} belongs
 * to no record.
 */
@Component
class EvidenceFiles {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);
    private static final int BUFFER = 64 * 1024;

    private final EvidenceSettings settings;

    EvidenceFiles(EvidenceSettings settings) {
        this.settings = settings;
    }

    /** @param size in bytes */
    record Kept(FileType type, long size, String sha256) {
    }

    /**
     * Checks a file and keeps it.
     *
     * @param name cleaned
     * @throws Refusal              if it is empty, too large, or not what its name says; then nothing is kept
     * @throws UncheckedIOException if it cannot be read or written
     */
    Kept keep(String name, InputStream content) {
        try {
            Path incoming = Files.createDirectories(settings.directory().resolve("incoming"));
            Path written = Files.createTempFile(incoming, "upload-", ".part");
            try {
                MessageDigest digest = sha256();
                long size = write(name, content, written, digest);
                FileType type = FileTypes.check(name, written);
                String hash = HexFormat.of().formatHex(digest.digest());
                moveIn(written, hash);
                return new Kept(type, size, hash);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be written below " + settings.directory(), e);
        }
    }

    /**
     * The file with that content, after reading it once to see that it still has it.
     *
     * @throws Refusal (unprocessable) if it is gone or damaged
     */
    Path verified(long id, String sha256) {
        Path file = place(sha256);
        try {
            if (Files.isRegularFile(file) && sha256.equals(hash(file))) {
                return file;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("evidence " + id + " cannot be read from " + file, e);
        }
        LOG.error("证据 {} 的文件 {}：{}，请从备份恢复", id, file, Files.exists(file) ? "内容与登记的 SHA-256 不符" : "不存在");
        throw Refusal.unprocessable("这份证据（编号" + id + "）的文件已损坏或者丢失，不能下载。请告诉管理员从备份中恢复。");
    }

    private long write(String name, InputStream content, Path to, MessageDigest digest) throws IOException {
        long size = 0;
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE); OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > settings.maxSize().toBytes()) {
                    throw Refusal.unprocessable("“" + name + "”超过" + settings.maxSizeWords()
                            + "，没有保存。请压缩、降低扫描精度，或者拆成几个文件分别上传。");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            channel.force(true);
        }
        if (size == 0) {
            throw Refusal.invalid("“" + name + "”是空文件，没有保存。请重新选择文件。");
        }
        return size;
    }

    private void moveIn(Path written, String hash) throws IOException {
        Path place = place(hash);
        if (Files.isRegularFile(place) && hash.equals(hash(place))) {
            return;
        }
        Files.createDirectories(place.getParent());
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        flush(place.getParent());
        flush(settings.directory());
    }

    /** A new name is on the disk only once its folder is; Windows neither needs nor allows this. */
    private static void flush(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path place(String sha256) {
        return settings.directory().resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
