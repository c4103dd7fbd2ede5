package org.govintegrity.common;

import org.govintegrity.common.table.TableFile;
import org.govintegrity.common.table.Unpacked;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Workbooks that are small as they come and huge once unpacked. */
class UnpackedTest {

    @Test
    void countsWhatIsInItWhateverItSaysOfItself() throws IOException {
        byte[] one = workbook(1, 10 << 20);
        assertThatCode(() -> Unpacked.check("a.xlsx", new ByteArrayInputStream(one), DataSize.ofMegabytes(10))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Unpacked.check("a.xlsx", new ByteArrayInputStream(one), DataSize.ofMegabytes(9))).isInstanceOf(Refusal.class)
                .hasMessageContaining("解开后超过9 MB").hasMessageContaining("分成几个文件");
        assertThatThrownBy(() -> Unpacked.check("a.xlsx", new ByteArrayInputStream(workbook(5_001, 1)), DataSize.ofMegabytes(9))).as("many small ones").isInstanceOf(Refusal.class);
        assertThatCode(() -> Unpacked.check("a.xlsx", new ByteArrayInputStream("不是压缩包".getBytes(StandardCharsets.UTF_8)), DataSize.ofMegabytes(1))).doesNotThrowAnyException();
    }

    @Test
    void aTableThatUnpacksToGigabytesIsNotOpened() throws IOException {
        byte[] bomb = workbook(1, 300 << 20);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> TableFile.read("表.xlsx", bomb, 10)).isInstanceOf(Refusal.class).hasMessageContaining("解开后超过200 MB");
    }

    private static byte[] workbook(int parts, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[Math.min(bytes, 1 << 16)];
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < parts; i++) {
                zip.putNextEntry(new ZipEntry("xl/worksheets/sheet" + i + ".xml"));
                for (int written = 0; written < bytes; written += block.length) {
                    zip.write(block);
                }
            }
        }
        return out.toByteArray();
    }
}
