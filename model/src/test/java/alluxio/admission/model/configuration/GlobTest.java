package alluxio.admission.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "team-a,team-a,true",
        "team-a,team-ab,false",
        "ml-*,ml-,true",
        "ml-*,ml-vision,true",
        "ml-*,xml-a,false",
        "*-dev,a-dev,true",
        "*-dev,-dev,true",
        "*-dev,dev,false",
        "*,anything,true",
        "a*b*c,a-b-c,true",
        "a*b*c,acb,false",
        "a*a,a,false",
        "a*a,aa,true",
        "*a*a*,aa,true",
        "*a*a*,a,false",
        "ml-*,ML-x,false"
    })
    void aStarIsAnyText(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void aPatternOfManyStarsAndATextThatAlmostFitsEnd() {
        assertThat(new Glob("*a".repeat(30) + "b").matches("a".repeat(100_000))).isFalse();
    }
}
