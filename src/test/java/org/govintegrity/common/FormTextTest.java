package org.govintegrity.common;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FormTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(FormText.plain("查阅台账12项，3项没有凭证（见附件）。𠮷😀")).isEqualTo("查阅台账12项，3项没有凭证（见附件）。𠮷😀");
    }

    @Test
    void marksLoseTheirMeaning() {
        assertThat(FormText.plain("<b>x</b> & **y** [点此](http://x)")).isEqualTo("&#60;b&#62;x&#60;/b&#62; &#38; &#42;&#42;y&#42;&#42; &#91;点此&#93;(http://x)");
    }

    @Test
    void linesStayLinesAndDoNotBecomeLists() {
        assertThat(FormText.plain("1. 甲\r\n2. 乙\n- 丙")).isEqualTo("1&#46; 甲<br>2. 乙<br>- 丙");
        assertThat(FormText.plain("- 甲")).isEqualTo("&#45; 甲");
        assertThat(FormText.plain("# 甲")).isEqualTo("&#35; 甲");
    }

    @Test
    void nothingIsNothing() {
        assertThat(FormText.plain(null)).isEmpty();
        assertThat(FormText.plain(" \n ")).isEmpty();
    }
}
