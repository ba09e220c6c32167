package alluxio.admission.model.view;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A container's properties")
class PropertiesTest {
    private static final String WORKER = "image: 'alluxio/alluxio:2.9.6', args: ['worker-only']";

    @Test
    @DisplayName("come from the role's variable before ALLUXIO_JAVA_OPTS before JAVA_TOOL_OPTIONS")
    void precedence() {
        JvmOptions properties = properties(
                WORKER,
                "{name: 'ALLUXIO_WORKER_JAVA_OPTS', value: '-Da=role'}",
                "{name: 'ALLUXIO_JAVA_OPTS', value: '-Da=all -Db=all'}",
                "{name: 'JAVA_TOOL_OPTIONS', value: '-Da=jvm -Db=jvm -Dc=jvm'}");
        assertThat(value(properties, "a")).contains("role");
        assertThat(value(properties, "b")).contains("all");
        assertThat(value(properties, "c")).contains("jvm");
    }

    @Test
    @DisplayName("of an application come from JAVA_TOOL_OPTIONS only")
    void application() {
        JvmOptions properties = properties(
                "image: 'spark'",
                "{name: 'ALLUXIO_JAVA_OPTS', value: '-Da=all'}",
                "{name: 'JAVA_TOOL_OPTIONS', value: '-Dx=${HOME}'}");
        assertThat(properties.get("a")).isEmpty();
        assertThat(value(properties, "x")).as("no shell reads it").contains("${HOME}");
    }

    @Test
    @DisplayName("have $(NAME) replaced by what is defined before, and ${NAME} by the shell in Alluxio's own images")
    void references() {
        JvmOptions properties = properties(
                WORKER,
                "{name: 'EARLY', value: 'e'}",
                "{name: 'ALLUXIO_WORKER_HOSTNAME', valueFrom: {fieldRef: {fieldPath: 'status.hostIP'}}}",
                "{name: 'ALLUXIO_WORKER_JAVA_OPTS', value: '-Da=$(EARLY) -Db=$(LATE) -Dc=${LATE} -Dd=$$(EARLY)"
                        + " -De=${ALLUXIO_WORKER_HOSTNAME} -Df=${NOWHERE}'}",
                "{name: 'LATE', value: 'l'}");
        assertThat(value(properties, "a")).contains("e");
        assertThat(value(properties, "b")).contains("$(LATE)");
        assertThat(value(properties, "c")).contains("l");
        assertThat(value(properties, "d")).contains("$(EARLY)");
        assertThat(value(properties, "e")).contains("{status.hostIP}");
        assertThat(value(properties, "f")).contains("");
        assertThat(properties.unresolved())
                .extracting(JvmOptions.Unresolved::name)
                .containsExactly("NOWHERE");
    }

    @Test
    @DisplayName("come from a ConfigMap that is seen, which env hides key by key; one that is not seen is named")
    void configMap() {
        ObjectNode map = Json.of("{metadata: {name: 'alluxio-config'},"
                + " data: {ALLUXIO_JAVA_OPTS: '-Da=map', ALLUXIO_WORKER_JAVA_OPTS: '-Db=map'}}");
        Container worker = container(
                "image: 'alluxio/alluxio:2.9.6', args: ['worker-only'], envFrom: [{configMapRef: {name: 'alluxio-config'}}],"
                        + " env: [{name: 'ALLUXIO_JAVA_OPTS', value: '-Dc=env'}]",
                (kind, _) -> kind.equals("ConfigMap") ? List.of(map) : List.of());
        JvmOptions properties = worker.options();
        assertThat(properties.get("a")).isEmpty();
        assertThat(value(properties, "b")).contains("map");
        assertThat(properties.get("b").map(p -> p.origin().path() + " " + p.source()))
                .contains("spec.containers[name=c].envFrom[0] ALLUXIO_WORKER_JAVA_OPTS of ConfigMap alluxio-config");
        assertThat(properties.isComplete()).isTrue();
        Container blind = container(
                "image: 'alluxio/alluxio:2.9.6', args: ['worker-only'], envFrom: [{configMapRef: {name: 'alluxio-config'}}]",
                ClusterView.NOTHING);
        assertThat(blind.options().unseen()).containsExactly("ConfigMap alluxio-config");
    }

    @Test
    @DisplayName("name a ConfigMap that does not exist as such, where all of its namespace are seen")
    void missingConfigMap() {
        ClusterView complete = new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                return List.of();
            }

            @Override
            public boolean isComplete(String kind, String namespace) {
                return kind.equals("ConfigMap") && namespace.equals("default");
            }
        };
        Container worker = container(
                "image: 'alluxio/alluxio:2.9.6', args: ['worker-only'], envFrom: [{configMapRef: {name: 'alluxio-config'}},"
                        + " {secretRef: {name: 'keys'}}], volumeMounts: [{name: 'site', mountPath: '/opt/alluxio/conf'}]",
                complete);
        assertThat(worker.options().unseen())
                .containsExactly(
                        "ConfigMap alluxio-config (does not exist), Secret keys", "ConfigMap site (does not exist)");
    }

    @Test
    @DisplayName("come from the one site properties file that is found first, below all options")
    void siteFile() {
        ObjectNode map =
                Json.of("{metadata: {name: 'site'}, data: {'alluxio-site.properties': '# x\\na = file\\nb=file'}}");
        Container worker = container(
                "image: 'alluxio/alluxio:2.9.6', args: ['worker-only', '-Db=arg'],"
                        + " volumeMounts: [{name: 'site', mountPath: '/opt/alluxio/conf'}]",
                (kind, _) -> kind.equals("ConfigMap") ? List.of(map) : List.of());
        assertThat(value(worker.options(), "a")).contains("file");
        assertThat(value(worker.options(), "b")).contains("arg");
    }

    private static Optional<String> value(JvmOptions properties, String key) {
        return properties.get(key).map(Property::value);
    }

    private static JvmOptions properties(String container, String... env) {
        return container(container + ", env: [" + String.join(", ", env) + "]", ClusterView.NOTHING)
                .options();
    }

    private static Container container(String container, ClusterView view) {
        ObjectNode pod = Json.of("{spec: {containers: [{name: 'c', " + container
                + "}], volumes: [{name: 'site', configMap: {name: 'site'}}]}}");
        return Pod.of(Field.root(pod, Budget.unlimited()), "default", List.of(), view)
                .containers()
                .getFirst();
    }
}
