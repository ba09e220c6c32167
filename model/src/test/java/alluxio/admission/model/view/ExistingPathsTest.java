package alluxio.admission.model.view;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.FieldPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A path in an object")
class ExistingPathsTest {
    private static final ObjectNode OBJECT =
            Json.of("{metadata: {labels: {'alluxio.io/inject': 'true'}}, data: {A_B: 'x'},"
                    + " spec: {nothing: null, args: ['a', 'b'], containers: [{name: 'c', ports: [{containerPort: 1}, {name: 'n'}],"
                    + " volumeMounts: [{name: 'v', mountPath: '/a'}, {name: 'v', mountPath: '/b'}]}],"
                    + " same: [{name: 'x'}, {name: 'x'}], hostAliases: [{ip: '10.0.0.1'}]}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.labels[alluxio.io/inject]",
                "data.A_B",
                "spec.args[1]",
                "spec.containers[name=c].ports[containerPort=1]",
                "spec.containers[name=c].ports[name=n]",
                "spec.containers[name=c].volumeMounts[mountPath=/b]",
                "spec.same[1]",
                "spec.hostAliases[ip=10.0.0.1].ip"
            })
    @DisplayName("names items by what tells them apart, reads back, and is found again")
    void roundTrip(String text) {
        assertThat(FieldPath.parse(text)).hasToString(text);
        assertThat(existing(FieldPath.parse(text))).hasToString(text);
        assertThat(all(Field.root(OBJECT, Budget.unlimited()))).contains(text);
    }

    @Test
    @DisplayName("is cut to what is there; null is not there")
    void existing() {
        assertThat(existing(FieldPath.parse("spec.containers[name=c].env[name=X].value")))
                .hasToString("spec.containers[name=c]");
        assertThat(existing(FieldPath.parse("spec.nothing"))).hasToString("spec");
        assertThat(existing(FieldPath.parse("spec.args[2]"))).hasToString("spec.args");
        assertThat(existing(FieldPath.ROOT)).hasToString("");
    }

    private static FieldPath existing(FieldPath path) {
        return new ExistingPaths(OBJECT, Budget.unlimited()).cut(path);
    }

    private static String all(Field field) {
        StringBuilder text = new StringBuilder(field.path() + "\n");
        field.members().forEach(member -> text.append(all(member)));
        field.items().forEach(item -> text.append(all(item)));
        return text.toString();
    }
}
