package org.govintegrity.registry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CreditCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"11230500001755309F", "1134160073302996XP", "123502001549897397", "91350200776049653A",
            "913502000728319549", "91440101MA5CJQ4N59", "91350203MA31XXW31H", " 91350203ma31xxw31h "})
    void acceptsRealCodes(String code) {
        assertThat(CreditCode.of(code).valid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"91350100M0001TGQXM,1", "91350211M0000XUF46,R", "91350203M0001FUE2P,J", "91350203M0001QAY9B,9"})
    void tellsLegacyCodesThatFailTheCheck(String code, char expected) {
        assertThat(CreditCode.of(code).valid()).isFalse();
        assertThat(CreditCode.of(code).wellFormed()).isTrue();
        assertThat(CreditCode.of(code).expectedCheck()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1123050000175530", "11230500001755309FF", "1123O500001755309F", "1.1371E+17",
            "１1230500001755309F", "11230500001755309F\n1"})
    void refusesWhatIsNoCode(String code) {
        assertThat(CreditCode.of(code).wellFormed()).isFalse();
        assertThat(CreditCode.of(code).valid()).isFalse();
        assertThat(CreditCode.of(code).expectedCheck()).isEmpty();
    }

    @Test
    void aRemainderOfZeroGivesTheCheckCharacterZero() {
        // the standard's 31 − 0 = 31 has no character; it is written 0
        var alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int[] weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
        var found = 0;
        for (var n = 0; n < 1000; n++) {
            var body = "11371003" + String.format("%09d", n);
            var sum = 0;
            for (var i = 0; i < 17; i++) {
                sum += alphabet.indexOf(body.charAt(i)) * weights[i];
            }
            if (sum % 31 == 0) {
                found++;
                assertThat(new CreditCode(body + "0").valid()).as(body).isTrue();
            }
        }
        assertThat(found).isPositive();
    }
}
