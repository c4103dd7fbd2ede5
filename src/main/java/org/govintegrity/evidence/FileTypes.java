package org.govintegrity.evidence;

import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.RecordFormatException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.govintegrity.common.Refusal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Tells what a file is by its content and refuses one whose name says otherwise. Of the two containers, ZIP and OLE2, Tika's
 * core knows only the outside, so their lists of contents are read here. Nothing is ever unpacked.
 */
final class FileTypes {

    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] ZIP_WITHOUT_ENTRIES = {'P', 'K', 5, 6};
    private static final Set<FileType> WPS_OFFICE = EnumSet.of(FileType.WPS, FileType.ET, FileType.DPS);
    /** Class id of an installer package, which is an OLE2 container too. */
    private static final String INSTALLER = "{000C1084-0000-0000-C000-000000000046}";

    private FileTypes() {
    }

    /**
     * The type the file has by name and content alike.
     *
     * @param name cleaned
     * @throws Refusal (unprocessable) if the type is not taken, or name and content disagree, or a container cannot be read
     */
    static FileType check(String name, Path file) throws IOException {
        FileType claimed = FileType.claimedBy(name).orElseThrow(() -> Refusal.unprocessable(
                "“" + name + "”不是可以上传的类型。请转换成 " + FileType.ALL + " 中的一种，再重新上传。"));
        byte[] head = head(file);
        if (startsWith(head, OLE2)) {
            return inOle2(name, file, claimed);
        }
        if (startsWith(head, ZIP) || startsWith(head, ZIP_WITHOUT_ENTRIES)) {
            return agreed(name, claimed, inZip(name, file));
        }
        String told = told(file);
        FileType found = Arrays.stream(FileType.values()).filter(type -> type.mediaType.equals(told)).findFirst()
                .filter(type -> EnumSet.of(FileType.PDF, FileType.JPEG, FileType.PNG).contains(type)).orElse(null);
        if (found == null) {
            throw Refusal.unprocessable("“" + name + "”的内容不是" + claimed.label + "（看内容是 " + told + "），没有保存。请用相应的软件打开核对，"
                    + "另存为 " + FileType.ALL + " 中的一种，再重新上传。");
        }
        return agreed(name, claimed, found);
    }

    private static FileType agreed(String name, FileType claimed, FileType found) {
        if (claimed != found) {
            throw Refusal.unprocessable("“" + name + "”的扩展名说是" + claimed.label + "，内容却是" + found.label
                    + "，没有保存。请核对是不是选错了文件；文件没错的，把扩展名改对再上传。");
        }
        return claimed;
    }

    private static String told(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            MediaType told = MimeTypes.getDefaultMimeTypes().detect(in, new Metadata());
            return told.getBaseType().toString();
        }
    }

    /** Read as Latin-1, which any name can be: packers on Chinese Windows write names in GBK, and only ASCII ones are looked for. */
    private static FileType inZip(String name, Path file) throws IOException {
        Set<String> names;
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1)) {
            names = zip.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
        } catch (ZipException damaged) {
            throw damaged(name);
        }
        if (names.isEmpty()) {
            throw Refusal.unprocessable("“" + name + "”里面没有文件，没有保存。请重新打包后再上传。");
        }
        Predicate<String> folder = wanted -> names.stream().anyMatch(one -> one.startsWith(wanted));
        if (names.contains("[Content_Types].xml")) {
            if (names.stream().anyMatch(one -> one.endsWith("vbaProject.bin"))) {
                throw Refusal.unprocessable("“" + name + "”带有宏，没有保存。请另存为不带宏的文件或者 PDF，再重新上传。");
            }
            if (folder.test("word/")) {
                return FileType.DOCX;
            }
            if (folder.test("xl/")) {
                return FileType.XLSX;
            }
            if (folder.test("ppt/")) {
                return FileType.PPTX;
            }
        }
        if (names.contains("META-INF/MANIFEST.MF") || names.contains("AndroidManifest.xml")) {
            throw Refusal.unprocessable("“" + name + "”是程序，不能作为证据上传。请只上传 " + FileType.ALL + " 文件。");
        }
        return FileType.ZIP;
    }

    /** WPS writes the same container as Office, with streams of either; so its endings are held to the container only. */
    private static FileType inOle2(String name, Path file, FileType claimed) throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            Set<String> names = container.getRoot().getEntryNames();
            if (names.contains("EncryptedPackage")) {
                throw Refusal.unprocessable("“" + name + "”设有打开密码，没有保存。请去掉密码另存一份，再重新上传。");
            }
            if (INSTALLER.equalsIgnoreCase(String.valueOf(container.getRoot().getStorageClsid()))) {
                throw Refusal.unprocessable("“" + name + "”是程序，不能作为证据上传。请只上传 " + FileType.ALL + " 文件。");
            }
            if (WPS_OFFICE.contains(claimed)) {
                return claimed;
            }
            if (names.contains("WordDocument")) {
                return agreed(name, claimed, FileType.DOC);
            }
            if (names.contains("Workbook") || names.contains("Book")) {
                return agreed(name, claimed, FileType.XLS);
            }
            if (names.contains("PowerPoint Document")) {
                return agreed(name, claimed, FileType.PPT);
            }
            throw Refusal.unprocessable("“" + name + "”的内容不是" + claimed.label + "，没有保存。请用相应的软件打开核对，另存一份再重新上传。");
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | RecordFormatException damaged) {
            throw damaged(name);   // what the reader throws on a container that is cut off or bent
        }
    }

    private static Refusal damaged(String name) {
        return Refusal.unprocessable("“" + name + "”已损坏，打不开，没有保存。请在自己的电脑上打开核对，重新保存后再上传。");
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(OLE2.length);
        }
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
