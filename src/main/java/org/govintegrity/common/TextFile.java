package org.govintegrity.common;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text files as offices here save them: UTF-8, with or without byte order mark, or GB18030. */
public final class TextFile {

    private TextFile() {
    }

    /** @throws Refusal naming the file if its bytes are text in neither encoding */
    public static String decode(String file, byte[] bytes) {
        boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int skip = marked ? 3 : 0;
        for (Charset charset : new Charset[]{StandardCharsets.UTF_8, Charset.forName("GB18030")}) {
            try {
                String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip)).toString();
                if (text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
                    return text;
                }
            } catch (CharacterCodingException notThis) {
                // the next one, then
            }
        }
        throw Refusal.invalid("文件“" + file + "”的文字编码无法识别。请另存为 UTF-8 编码后再上传。");
    }
}
