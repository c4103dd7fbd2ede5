package org.govintegrity.complaint;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What points to a complainant is found however it is written, and nothing else is lost. */
class InformerMaskTest {

    private static final Informer WHO = new Informer("欧阳插旗", "0631-8451234", "37100319870101123X", "Chaqi.1987@mail.example");

    @ParameterizedTest
    @CsvSource({"我是欧阳插旗本人,我是〔投诉人〕本人", "欧 阳 插旗签字,〔投诉人〕签字", "打06318451234,打〔投诉人〕", "打0631 - 8451234找我,打〔投诉人〕找我", "打０６３１８４５１２３４,打〔投诉人〕",
            "证号37100319870101123x,证号〔投诉人〕", "邮箱CHAQI.1987@mail.example,邮箱〔投诉人〕", "邻居电话138 0631 0002,邻居电话138******02", "合同第1987号约定100000元,合同第1987号约定100000元",
            "欧阳镇长答应的,欧阳镇长答应的"})
    void isMasked(String written, String kept) {
        assertThat(Informers.masked(WHO, written)).isEqualTo(kept);
    }
}
