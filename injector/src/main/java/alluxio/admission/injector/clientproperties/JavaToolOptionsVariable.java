package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variable of a container with JVM options, such as JAVA_TOOL_OPTIONS, to which properties are appended. What the user wrote
 * there stays as it is, in front.
 *
 * @param name of the variable
 */
public record JavaToolOptionsVariable(Injection injection, PodElement container, String name) {

    /** Appends the properties as options, and adds the variable where it is missing. Without properties nothing is appended. */
    public void append(Map<String, String> properties) {
        retainEarlierOptions();
        if (properties.isEmpty()) {
            return;
        }
        String options = JavaToolOptions.escapeDollars(JavaToolOptions.render(properties));
        if (HostnameReference.REFERENCE.equals(properties.get(PropertyKeys.USER_HOSTNAME))) {
            options = JavaToolOptions.expandable(options, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
        }
        AppendedOptions.append(
                injection.environment(), injection.patch(), injection.recorder(), container, name, options);
    }

    /** Keeps on record what earlier runs did to the variable, as far as it is still there. */
    private void retainEarlierOptions() {
        StatusRecorder recorder = injection.recorder();
        String containerName = container.text("name");
        List<PodElement> entries = EnvironmentVariables.entries(container, name);
        if (!entries.isEmpty()) {
            recorder.present(AdditionKind.ENV, containerName, name);
        }
        Optional<String> claimed = recorder.claimed(AdditionKind.OPTIONS, containerName, name);
        if (claimed.isPresent()) {
            String detail = claimed.get();
            List<AppendedOptions> found = AppendedOptions.findAll(entries, detail);
            String present = AppendedOptions.present(detail, found);
            if (AppendedOptions.isWhole(detail, found)) {
                recorder.present(AdditionKind.OPTIONS, containerName, name);
            } else if (!present.isEmpty()) {
                recorder.rewritten(AdditionKind.OPTIONS, containerName, name, present);
            }
        }
    }
}
