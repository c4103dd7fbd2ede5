package org.govintegrity.complaint;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a PDF would unpack to, looked at before it is drawn: ten megabytes can hold ten gigabytes, and the library unpacks each stream in memory. All limits
 * are far above what a scanner or an office program writes (project default).
 */
final class PdfLimits {

    /** One stream, unpacked: a picture of sixty million pixels in colour. */
    private static final long MOST_OF_ONE = 180_000_000;
    private static final long MOST_OF_ALL = 1_000_000_000;
    /** LZW unpacks to at most some 2,700 times, run lengths to 64 times; nobody has written large ones for decades. */
    private static final int MOST_LZW = 64 * 1024;
    private static final int MOST_RUN_LENGTHS = 2 * 1024 * 1024;
    private static final Set<COSName> UNPACKING = Set.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION, COSName.LZW_DECODE, COSName.LZW_DECODE_ABBREVIATION,
            COSName.RUN_LENGTH_DECODE, COSName.RUN_LENGTH_DECODE_ABBREVIATION);
    /** Two of them, one upon the other, square what comes out. */
    private static final Pattern TWICE = Pattern.compile("\\[[^\\]]{0,60}/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\\b[^\\]]{0,60}/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\\b");
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.ISO_8859_1);

    private PdfLimits() {
    }

    /** Before the file is opened, since opening it already unpacks its directory: every place where a stream begins, whatever the directory says. */
    static void beforeOpening(String name, byte[] content) {
        if (TWICE.matcher(new String(content, StandardCharsets.ISO_8859_1)).find()) {
            throw tooMuch(name);
        }
        long all = 0;
        Inflater inflater = new Inflater();
        try {
            for (int at = next(content, 0); at >= 0; at = next(content, at)) {
                all += unpacked(inflater, content, at, MOST_OF_ONE);
                if (all > MOST_OF_ALL) {
                    throw tooMuch(name);
                }
            }
        } catch (TooMuch tooMuch) {
            throw tooMuch(name);
        } finally {
            inflater.end();
        }
    }

    /** Once it is open: what its own words say about pictures and about packing that the first look does not know. */
    static void beforeDrawing(String name, PDDocument document, long mostPixels) {
        if (document.isEncrypted()) {
            throw HandlingCopy.refused(name, "设有密码或者使用限制。请用“打印”另存为不带限制的 PDF，或者截图、拍照后再上传");
        }
        for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
            COSObject object = document.getDocument().getObjectFromPool(key);
            if (object != null && object.getObject() instanceof COSStream stream) {
                long pixels = (long) Math.max(0, stream.getInt(COSName.WIDTH, COSName.W, 0)) * Math.max(0, stream.getInt(COSName.HEIGHT, COSName.H, 0));
                if (pixels > mostPixels) {
                    throw HandlingCopy.refused(name, "里面的图片尺寸过大。请降低分辨率后再上传");
                }
                packing(name, stream);
            }
        }
    }

    private static void packing(String name, COSStream stream) {
        int unpacking = 0;
        long raw = stream.getLong(COSName.LENGTH, 0);
        for (COSBase filter : filters(stream)) {
            if (filter instanceof COSName which && UNPACKING.contains(which)) {
                unpacking++;
                boolean lzw = which.equals(COSName.LZW_DECODE) || which.equals(COSName.LZW_DECODE_ABBREVIATION);
                boolean runs = which.equals(COSName.RUN_LENGTH_DECODE) || which.equals(COSName.RUN_LENGTH_DECODE_ABBREVIATION);
                if (unpacking > 1 || lzw && raw > MOST_LZW || runs && raw > MOST_RUN_LENGTHS) {
                    throw tooMuch(name);
                }
            }
        }
    }

    private static Iterable<? extends COSBase> filters(COSDictionary stream) {
        COSBase filters = stream.getDictionaryObject(COSName.FILTER, COSName.F);
        return filters instanceof COSArray several ? several : filters == null ? Set.of() : Set.of(filters);
    }

    /** Where the content of the next stream begins; -1 if there is none. */
    private static int next(byte[] content, int from) {
        for (int at = from; at + STREAM.length < content.length; at++) {
            int same = 0;
            while (same < STREAM.length && content[at + same] == STREAM[same]) {
                same++;
            }
            if (same == STREAM.length) {
                int begin = at + STREAM.length;
                begin += begin < content.length && content[begin] == '\r' ? 1 : 0;
                begin += begin < content.length && content[begin] == '\n' ? 1 : 0;
                return begin;
            }
        }
        return -1;
    }

    /** Bytes it unpacks to; 0 for what is not packed this way. */
    private static long unpacked(Inflater inflater, byte[] content, int from, long most) {
        inflater.reset();
        inflater.setInput(content, from, content.length - from);
        byte[] buffer = new byte[65_536];
        long all = 0;
        try {
            for (int read = inflater.inflate(buffer); read > 0; read = inflater.inflate(buffer)) {
                all += read;
                if (all > most) {
                    throw new TooMuch();
                }
            }
        } catch (DataFormatException notPackedThisWay) {
            // what came out before still counts: the library shows of a damaged stream what it can
        }
        return all;
    }

    private static RuntimeException tooMuch(String name) {
        return HandlingCopy.refused(name, "解开后过大。请用“打印”另存为 PDF，或者拆成几个文件上传");
    }

    private static final class TooMuch extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;
    }
}
