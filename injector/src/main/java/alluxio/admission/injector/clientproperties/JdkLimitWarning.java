package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.configuration.ClientOptions;
import java.util.Map;

/**
 * Warns about a variable that has Alluxio properties and is longer than JDK 8 reads: it drops the variable, and with it the properties.
 * An injection never makes it so long; another webhook does that afterwards, which a reinvocation sees.
 */
final class JdkLimitWarning {
    private JdkLimitWarning() {}

    /** @param properties of the container, some of which may be in the variable */
    static void check(Injection injection, PodElement container, Map<String, String> properties) {
        String value = injection
                .environment()
                .expanded(container, JavaToolOptions.NAME)
                .text();
        if (value.isEmpty()
                || injection.settings().clientOptions() != ClientOptions.ENV
                || !JavaToolOptions.isTooLong(value)) {
            return;
        }
        boolean used = JavaToolOptions.parse(value)
                .filter(options -> properties.keySet().stream()
                        .anyMatch(key -> options.property(key).isPresent()))
                .isPresent();
        if (used) {
            injection
                    .report()
                    .warn(
                            "options-too-long",
                            "container \"" + container.text("name") + "\" has a " + JavaToolOptions.NAME
                                    + " with Alluxio properties that is longer than JDK 8 reads ("
                                    + JavaToolOptions.MAX_BYTES + " bytes, " + JavaToolOptions.MAX_OPTIONS
                                    + " options): JDK 8 ignores all of it; set " + Keys.CLIENT_OPTIONS
                                    + ": file in the pod's template");
        }
    }
}
