package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A label selector")
class LabelSelectorTest {
    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "app, In, a;b, true",
        "app, In, b, false",
        "none, In, a, false",
        "app, NotIn, b, true",
        "app, NotIn, a, false",
        "none, NotIn, a, true",
        "app, Exists, '', true",
        "none, Exists, '', false",
        "none, DoesNotExist, '', true",
        "app, DoesNotExist, '', false",
        "app, Gt, 1, false"
    })
    @DisplayName("has requirements")
    void requirements(String key, String operator, String values, boolean expected) {
        LabelRequirement requirement = new LabelRequirement(key, operator, List.of(values.split(";")));
        assertThat(new LabelSelector(Map.of(), List.of(requirement)).matches(Map.of("app", "a")))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("selects what has all labels; without any it selects everything")
    void labels() {
        LabelSelector selector = new LabelSelector(Map.of("app", "a", "tier", "x"), List.of());
        assertThat(selector.matches(Map.of("app", "a", "tier", "x", "more", "y")))
                .isTrue();
        assertThat(selector.matches(Map.of("app", "a"))).isFalse();
        assertThat(new LabelSelector(Map.of(), List.of()).matches(Map.of())).isTrue();
    }
}
