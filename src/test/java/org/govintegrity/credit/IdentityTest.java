package org.govintegrity.credit;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Identity numbers are found by a keyed hash, kept sealed and shown masked. */
class IdentityTest extends ProcessTest {

    private static final String NUMBER = "11010519491231002X";

    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private IdentityVault vault;

    /** Other tests have put numbers on file, too. */
    @BeforeEach
    void nobodyHasANumber() {
        jdbc.sql("update credit_subject set identity_key = null, identity_cipher = null").update();
    }

    @Test
    void aNumberIsFoundAgainButStandsNowhere() {
        subjects.identify("credit1", "毛玉轩", IdentityNumber.of(" 11010519491231002x "));
        subjects.identify("credit1", "毛玉轩", IdentityNumber.of(NUMBER));
        CreditSubject subject = subjects.findByIdentity(IdentityNumber.of(NUMBER)).orElseThrow();
        assertThat(subject.subjectId()).isEqualTo("credit1");
        assertThat(subject.identified()).isTrue();
        assertThat(subjects.maskedIdentity(subject)).contains("110*************2X");
        assertThat(jdbc.sql("select identity_key || identity_cipher from credit_subject where id = ?").param(subject.id()).query(String.class).single()).doesNotContain(NUMBER);
        assertThat(vault.seal(IdentityNumber.of(NUMBER))).as("a new nonce each time").isNotEqualTo(vault.seal(IdentityNumber.of(NUMBER)));
        assertThat(subjects.openPerson(IdentityNumber.of(NUMBER), "毛玉轩").subjectId()).isEqualTo("credit1");

        assertThatThrownBy(() -> subjects.identify("credit2", "别人", IdentityNumber.of(NUMBER))).isInstanceOf(Refusal.class).hasMessageContaining("另一份个人档案");
        assertThatThrownBy(() -> subjects.identify("credit1", "毛玉轩", IdentityNumber.of("371003199001011233"))).isInstanceOf(Refusal.class).hasMessageContaining("另一个身份号码");
        CreditSubject stranger = subjects.openPerson(IdentityNumber.of("371003199001011233"), "某人");
        assertThat(stranger.subjectId()).startsWith("N").doesNotContain("371003");
        assertThat(subjects.findByIdentity(IdentityNumber.of("371003199001011233"))).contains(stranger);
    }

    @Test
    void aWrongNumberIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> IdentityNumber.of("530102199201010010")).isInstanceOf(Refusal.class).hasMessageContaining("校验码").hasMessageNotContaining("5301");
        assertThat(IdentityNumber.valid("11010519491231002X")).isTrue();
        assertThat(IdentityNumber.valid("110105194912310021")).isFalse();
        assertThat(IdentityNumber.valid(null)).isFalse();
        assertThat(IdentityNumber.of(NUMBER)).hasToString("110*************2X");
    }

    @Test
    void anotherKeyReadsNothing() {
        String sealed = vault.seal(IdentityNumber.of(NUMBER));
        IdentityVault other = new IdentityVault(new IdentitySettings("another key that is also long enough, is it"));
        assertThat(other.keyOf(IdentityNumber.of(NUMBER))).isNotEqualTo(vault.keyOf(IdentityNumber.of(NUMBER)));
        assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new IdentitySettings("short")).hasMessageContaining("SUPERVISION_IDENTITY_KEY");
    }

    @Test
    void enterprisesAreOpenedByCodeAndLegacyCodesAreMarked() {
        CreditSubject firm = subjects.openOrganisation(CreditCode.of("91440101MA5CJQ4N59"), "某公司");
        assertThat(firm.legacyCode()).isFalse();
        assertThat(subjects.openOrganisation(CreditCode.of("91440101ma5cjq4n59"), "某公司")).isEqualTo(firm);
        assertThat(subjects.openOrganisation(CreditCode.of("91350100M0001TGQXM"), "示例企业").legacyCode()).isTrue();
        assertThat(subjects.findByCode(CreditCode.of("91440101MA5CJQ4N59"))).contains(firm);
    }
}
