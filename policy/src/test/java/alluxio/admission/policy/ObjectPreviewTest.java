package alluxio.admission.policy;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.policy.InjectionPreview.InjectorMessage;
import alluxio.admission.policy.InjectionPreview.PreviewedPod;
import alluxio.admission.policy.ObjectPreview.Previewer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The preview of an object")
class ObjectPreviewTest {
    private static final String CRON_JOB = """
            {"kind": "CronJob", "metadata": {"name": "c"}, "spec": {"schedule": "@daily", "jobTemplate": {"spec":
            {"backoffLimit": 1, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": []}}}}}}""";

    private static final List<InjectorMessage> MESSAGES = List.of(
            new InjectorMessage("inject-a", true, "spec", "refused"),
            new InjectorMessage("inject-b", false, "", "warned of"));

    private final Previewer previewer = new Previewer(ObjectPreviewTest::inject, PolicySettings.DEFAULT);

    private static PreviewedPod inject(ObjectNode pod, String namespace, Budget budget) {
        ObjectNode injected = pod.deepCopy();
        injected.withObject("/spec").put("injected", true);
        return new PreviewedPod(injected, true, MESSAGES);
    }

    private ObjectPreview preview(ObjectKind kind, ObjectNode object) {
        return previewer.preview(kind, object, "ns", Budget.ofDecision());
    }

    @Test
    @DisplayName("has the injected pod in its place, all else as it was, and leaves the submitted object alone")
    void template() {
        ObjectNode submitted = json(CRON_JOB);
        ObjectNode expected = json(CRON_JOB);
        expected.withObject("/spec/jobTemplate/spec/template/spec").put("injected", true);
        ObjectPreview preview = preview(ObjectKind.CRON_JOB, submitted);
        assertThat(preview.object()).isEqualTo(expected);
        assertThat(submitted).isEqualTo(json(CRON_JOB));
        assertThat(preview.findings()).extracting(Finding::rule).containsExactly("inject-a", "inject-b");
    }

    @Test
    @DisplayName("of a pod has no warnings, which were given when it was injected")
    void pod() {
        ObjectNode submitted = json("{\"kind\": \"Pod\", \"spec\": {}}");
        ObjectPreview preview = preview(ObjectKind.POD, submitted);
        assertThat(preview.object().path("spec").has("injected")).isTrue();
        assertThat(preview.findings()).extracting(Finding::rule).containsExactly("inject-a");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
