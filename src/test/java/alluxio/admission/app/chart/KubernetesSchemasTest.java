package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Helm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("By Kubernetes' own schemas")
class KubernetesSchemasTest {
    /** Kinds of others, which come with their definitions. */
    private static final Set<String> OTHERS = Set.of("cert-manager.io/v1", "monitoring.coreos.com/v1");

    @ParameterizedTest
    @CsvSource({
        "v1.30.14, h1:MrlKXh9uhLIJpyxOeXhcndzRVSvwiV9iJ8NgH8nqPsg=",
        "v1.33.5, h1:uf0/5VVQodYf61FudCbwtWjg5ApQcKKA7mwanTLjxyw=",
        "v1.37.2, h1:A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE="
    })
    @DisplayName("every object is valid, and so would no object be with a field too many")
    void objectsAreValid(String version, String sum) {
        KubernetesSchemas schemas = KubernetesSchemas.of(version, sum);
        List<String> problems = new ArrayList<>();
        Set<String> kinds = new TreeSet<>();
        int objects = 0;
        for (ValueSet values : ValueSets.all()) {
            for (ObjectNode object : Chart.render(Helm.four(), values)) {
                if (!OTHERS.contains(object.path("apiVersion").asString())) {
                    objects++;
                    kinds.add(object.path("kind").asString());
                    schemas.problems(object)
                            .forEach(problem -> problems.add(values + ": " + Chart.title(object) + ": " + problem));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(kinds).hasSizeGreaterThan(15);
        System.out.println("chart: " + objects + " objects of " + kinds.size() + " kinds are valid in " + version);
        ObjectNode deployment = Chart.one(Chart.render(Chart.RELEASE), "Deployment");
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("imagePolicy", "Always");
        assertThat(schemas.problems(deployment)).hasSize(1).first().asString().contains("imagePolicy");
    }
}
