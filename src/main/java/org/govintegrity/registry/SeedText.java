package org.govintegrity.registry;

import org.govintegrity.common.Sha256;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A seed file as text. UTF-8 (with or without byte order mark) and GB18030 are read, because spreadsheet programs
 * here write either; anything else is a problem rather than a guess, since a guess puts garbled names on notices.
 */
public record SeedText(String file, String text, String encoding, String sha256) {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String REMEDY = "请用记事本或表格软件打开原文件，另存为 UTF-8 编码后再装载。";

    /** Empty when the bytes are not text; why is then added to {@code problems}. */
    public static Optional<SeedText> decode(String file, byte[] bytes, List<SeedProblem> problems) {
        var marked = bytes.length >= 3 && bytes[0] == BOM[0] && bytes[1] == BOM[1] && bytes[2] == BOM[2];
        var body = marked ? ByteBuffer.wrap(bytes, 3, bytes.length - 3).slice() : ByteBuffer.wrap(bytes);
        var utf8 = strictly(StandardCharsets.UTF_8, body);
        if (utf8.isPresent()) {
            return checked(file, utf8.get(), "UTF-8", bytes, problems);
        }
        var damage = firstDamage(body);
        if (marked || damage.mostlyUtf8) {
            problems.add(new SeedProblem(file, damage.line, "这一行有损坏的 UTF-8 字符。" + REMEDY));
            return Optional.empty();
        }
        var gb = strictly(GB18030, body);
        if (gb.isPresent()) {
            return checked(file, gb.get(), "GB18030", bytes, problems);
        }
        problems.add(new SeedProblem(file, 0, "文字编码不对，既不是 UTF-8 也不是 GB18030。" + REMEDY));
        return Optional.empty();
    }

    private static Optional<String> strictly(Charset charset, ByteBuffer bytes) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.duplicate()).toString());
        } catch (CharacterCodingException notThis) {
            return Optional.empty();
        }
    }

    private static Optional<SeedText> checked(String file, String text, String encoding, byte[] bytes, List<SeedProblem> problems) {
        var line = 1;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c < ' ' && c != '\r' && c != '\t' || c == '\uFFFD' || Character.getType(c) == Character.PRIVATE_USE) {
                problems.add(new SeedProblem(file, line, "这一行有不能识别的字符（U+%04X），编码可能不对。".formatted((int) c) + REMEDY));
                return Optional.empty();
            }
        }
        return Optional.of(new SeedText(file, text, encoding, sha256(bytes)));
    }

    private record Damage(int line, boolean mostlyUtf8) {
    }

    /**
     * GB18030 accepts nearly any bytes, so a UTF-8 file with one damaged byte would be read as garble without an error.
     * Text in GB18030 hardly ever contains well-formed UTF-8 sequences; a damaged UTF-8 file consists of them.
     */
    private static Damage firstDamage(ByteBuffer bytes) {
        var out = CharBuffer.allocate(bytes.remaining() + 1);
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = bytes.duplicate();
        var firstLine = 0;
        var damaged = 0;
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            if (damaged++ == 0) {
                firstLine = 1 + (int) out.duplicate().flip().chars().filter(c -> c == '\n').count();
            }
            in.position(in.position() + result.length());
            decoder.reset();
        }
        var wellFormed = out.flip().chars().filter(c -> c >= 0x80).count();
        return new Damage(firstLine, wellFormed > damaged);
    }

    private static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }
}
