package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.loaded;
import static alluxio.admission.app.config.ReadConfigurations.only;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingConfigurationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {mode: required}                   | mode: "required" needs nodeSelector, affinity or workerPods: nothing else says which nodes have a worker
                    {workerPods: {}}                   | workerPods.matchLabels: is missing; needed is the labels of the workers' pods
                    {workerPods: {matchLabels: {}}}    | workerPods.matchLabels: there must be at least one label: an empty selector selects every pod
                    {workerPods: {matchLabels: {a: 1}}} | workerPods.matchLabels.a: found the number 1, needed is a string; put it in quotes
                    {tolerations: [{effect: NoSchedule}]} | tolerations[0]: without a key, the operator must be Exists
                    {tolerations: [{key: a, operator: In}]} | tolerations[0].operator: "In" is not allowed; allowed are Exists, Equal
                    {nodeSelector: {-x: a}}            | nodeSelector.-x: the key must be the key of a label, such as disk or example.com/disk
                    {nodeSelector: {x: a b}}           | nodeSelector.x: "a b" must be the value of a label: at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit
                    {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}} | affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: is missing; needed is a list of one term
                    """)
    void aSchedulingThatCannotBeIsAnError(String scheduling, String error) {
        assertThat(rejected(PROFILE + "  scheduling: " + scheduling + "\n"))
                .singleElement()
                .asString()
                .endsWith("profiles[0].scheduling." + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                              | nodeSelectorTerms: there must be one term; write alternatives as several values of one expression, such as {key: disk, operator: In, values: [ssd, nvme]}
                    [{matchExpressions: []}]                        | matchExpressions: there must be at least one expression
                    [{matchFields: []}]                             | matchFields: unknown key; allowed are matchExpressions
                    [{matchExpressions: [{key: a, operator: in, values: [b]}]}]  | operator: "in" is not allowed; allowed are In, NotIn, Exists, DoesNotExist (did you mean "In"?)
                    [{matchExpressions: [{key: a, operator: In}]}]  | values: is missing; needed is a list of at least one value, for the operator In
                    [{matchExpressions: [{key: a, operator: NotIn, values: []}]}]  | values: there must be at least one value
                    [{matchExpressions: [{key: a, operator: Exists, values: [b]}]}]  | values: the operator Exists takes no values
                    """)
    void anAffinityThatCannotBeIsAnError(String terms, String error) {
        assertThat(rejected(PROFILE
                        + "  scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
                        + "{nodeSelectorTerms: " + terms + "}}}}\n"))
                .anySatisfy(message -> assertThat(message).endsWith("." + error).contains("nodeSelectorTerms"));
    }

    @Test
    void whatOfAWorkersAffinityDoesNotConcernItsClientsIsRemarked() {
        assertThat(loaded(PROFILE + "  scheduling: {affinity: {podAntiAffinity: {a: b}}}\n")
                        .remarks())
                .containsExactly(
                        "c.yaml:7:44: profiles[0].scheduling.affinity.podAntiAffinity: has no effect: clients are "
                                + "kept on the nodes that can have a worker, by nodeSelector and "
                                + "requiredDuringSchedulingIgnoredDuringExecution only");
    }

    @Test
    void tolerationsThatAreNotGivenAreNotKnown() {
        assertThat(only(PROFILE).scheduling().tolerations()).isEmpty();
        assertThat(only(PROFILE + "  scheduling: {tolerations: []}\n")
                        .scheduling()
                        .tolerations())
                .contains(List.of());
    }
}
