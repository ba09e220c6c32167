package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The registry")
class RuleRegistryTest {

    @ParameterizedTest
    @CsvSource({"Bad-Id, Why., lower case", "inject-x, Why., injector's", "fine, no full stop, no sentence"})
    @DisplayName("refuses a rule whose id or reason is malformed, with both in the message")
    void malformed(String id, String why, String problem) {
        assertThatThrownBy(() -> new RuleRegistry(List.of(rule(RuleInfo.deny(id, why)))))
                .hasMessageContainingAll(id, problem);
    }

    @Test
    @DisplayName("refuses two rules of one id")
    void twice() {
        Rule rule = rule(RuleInfo.deny("same", "Why."));
        assertThatThrownBy(() -> new RuleRegistry(List.of(rule, rule)))
                .hasMessageContaining("same: its id is there twice");
    }

    private static Rule rule(RuleInfo info) {
        return new Rule() {
            @Override
            public RuleInfo info() {
                return info;
            }

            @Override
            public void check(ReviewedObject object, Findings findings) {}
        };
    }
}
