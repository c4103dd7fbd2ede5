package org.govintegrity.complaint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A document of Word, Excel or PowerPoint written anew, part by part: without properties, custom data, embedded objects and what its pictures carry, and with
 * the names of who wrote, changed and commented replaced.
 */
record OfficeCopy(byte[] content, String ending, String mediaType) {

    private static final int MOST_PARTS = 5_000;
    /** Bytes unpacked, of all parts together. */
    private static final long MOST_BYTES = 150L * 1024 * 1024;
    /** 1980-01-01, the first day a ZIP can name. */
    private static final long NO_TIME = 315_532_800_000L;
    private static final String EMPTY = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final Pattern NAMED = Pattern.compile(
            "(\\b(?:\\w+:)?(?:author|initials|userId|providerId|userName|displayName|lastModifiedBy|reviewer|modifiedBy|email))=(\"[^\"]*\"|'[^']*')");
    private static final Pattern AUTHOR = Pattern.compile("(<(?:\\w+:)?author(?:\\s[^>]*)?>)[^<]*(</(?:\\w+:)?author>)");
    private static final Pattern NAME = Pattern.compile("\\bname=\"[^\"]*\"");
    private static final Pattern PLACE = Pattern.compile("(absPath\\b[^>]*?url=)\"[^\"]*\"");
    private static final Pattern LOCAL = Pattern.compile("Target=\"(?:file:|[A-Za-z]:|\\\\\\\\)[^\"]*\"");

    static OfficeCopy of(String name, byte[] content, List<String> traces) throws IOException {
        Map<String, byte[]> parts = parts(name, content);
        if (!parts.containsKey("[Content_Types].xml")) {
            throw HandlingCopy.refused(name, "是压缩包。请把里面的文件逐个上传");
        }
        if (parts.keySet().stream().anyMatch(part -> part.endsWith("vbaProject.bin"))) {
            throw HandlingCopy.refused(name, "带有宏。请另存为不带宏的文件或者 PDF 再上传");
        }
        if (parts.keySet().stream().anyMatch(part -> traces.stream().anyMatch(part::contains))) {
            throw HandlingCopy.refused(name, "的内部文件名中有您的姓名或者号码，无法去掉。请另存为 PDF 再上传");
        }
        if (parts.entrySet().stream().anyMatch(part -> part.getKey().matches("(?i).*\\.(xml|rels|vml)") && wide(part.getValue()))) {
            throw HandlingCopy.refused(name, "的内部编码少见，无法去掉个人信息。请另存为 PDF 再上传");
        }
        String kind = parts.keySet().stream().anyMatch(p -> p.startsWith("word/")) ? "docx" : parts.keySet().stream().anyMatch(p -> p.startsWith("xl/")) ? "xlsx" : "pptx";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTime(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(clean(part.getKey(), part.getValue(), traces));
                zip.closeEntry();
            }
        }
        return new OfficeCopy(out.toByteArray(), kind, switch (kind) {
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            default -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        });
    }

    private static Map<String, byte[]> parts(String name, byte[] content) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        long left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] part = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
                left -= part.length;
                if (left < 0 || parts.size() >= MOST_PARTS) {
                    throw HandlingCopy.refused(name, "解开后过大。请拆成几个文件上传");
                }
                parts.put(entry.getName(), part);
            }
        }
        return parts;
    }

    /** Not UTF-8, which every office writes: then nothing would be found in it. */
    private static boolean wide(byte[] content) {
        return content.length > 1 && ((content[0] & 0xff) >= 0xfe && (content[1] & 0xff) >= 0xfe || content[0] == 0 || content[1] == 0);
    }

    private static byte[] clean(String part, byte[] content, List<String> traces) {
        String lower = part.toLowerCase(Locale.ROOT);
        if (lower.startsWith("docprops/")) {
            return properties(lower);
        }
        if (lower.startsWith("customxml/") && lower.matches("customxml/item\\d*\\.xml")) {
            return text(EMPTY + "<removed/>");
        }
        if (lower.contains("/embeddings/") || lower.endsWith(".bin") || lower.contains("/printersettings/")) {
            return new byte[0];
        }
        if (lower.endsWith(".xml") || lower.endsWith(".rels") || lower.endsWith(".vml")) {
            String xml = new String(content, StandardCharsets.UTF_8);
            xml = NAMED.matcher(xml).replaceAll("$1=\"X\"");
            xml = AUTHOR.matcher(xml).replaceAll("$1X$2");
            xml = PLACE.matcher(xml).replaceAll("$1\"\"");
            xml = LOCAL.matcher(xml).replaceAll("Target=\"file:///removed\"");
            if (lower.endsWith("commentauthors.xml") || lower.equals("ppt/authors.xml")) {
                xml = NAME.matcher(xml).replaceAll("name=\"X\"");
            }
            for (String trace : traces) {
                xml = xml.replace(escaped(trace), Informers.MASK);
            }
            return text(xml);
        }
        if (lower.matches(".*\\.(jpe?g|png)")) {
            byte[] bare = HandlingCopy.bare(content);
            return bare == null ? new byte[0] : bare;
        }
        return lower.matches(".*\\.(gif|bmp|emf|wmf|svg)") ? content : new byte[0];   // pictures that carry no device and no place; whatever else may be in there is left out
    }

    private static byte[] properties(String part) {
        return switch (part) {
            case "docprops/core.xml" -> text(EMPTY + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>");
            case "docprops/app.xml" -> text(EMPTY + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>");
            case "docprops/custom.xml" -> text(EMPTY + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>");
            default -> new byte[0];   // a small picture of the first page, or what somebody added
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] text(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
