package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Limits;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerEnvironment.TooLong;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

/**
 * No variable is longer than Linux allows.
 *
 * <p><b>Restricted fields:</b> {@code env} of containers, and {@code envFrom} with a ConfigMap that is seen.
 *
 * <p><b>Allowed values:</b> 131,072 bytes for the name, the equals sign, the value and the byte that ends it, after
 * {@code $(NAME)} is replaced. What such a variable stands for is not known to other rules: they say "not judged".
 *
 * <p><b>Why:</b> Linux starts no process with a longer variable: the container ends with "argument list too long" before
 * anything in it runs. References double quickly: a few lines of {@code $(A)$(A)} stand for more than any memory holds.
 *
 * <p><b>Source:</b> {@code MAX_ARG_STRLEN} in execve(2), E2BIG; the kubelet's {@code makeEnvironmentVariables}.
 */
public final class VariableTooLong implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "variable-too-long",
                    "Linux starts no process with such a variable: the container fails with \"argument list too long\" before "
                            + "anything in it runs.")
            .forAnyRelease("Linux limits the length of a variable");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.pod()
                .ifPresent(pod -> pod.containers()
                        .forEach(container ->
                                container.environment().tooLong().forEach(v -> report(container, v, findings))));
    }

    private static void report(Container container, TooLong variable, Findings findings) {
        String name = MessageText.cut(variable.name());
        String limit = Limits.ENVIRONMENT_VARIABLE_BYTES + " bytes";
        String found = variable.source().equals("env") ? name : name + " of " + variable.source();
        if (variable.expanded()) {
            findings.at(container, variable.origin())
                    .found(found + ", longer than " + limit + " when its references are replaced")
                    .wanted("at most " + limit + " with its name")
                    .fix("shorten " + name + ": repeat fewer $(NAME) in it and in the variables that it refers to");
        } else {
            findings.at(container, variable.origin())
                    .found(found + ", longer than " + limit)
                    .wanted("at most " + limit + " with its name")
                    .fix("put the value of " + name + " into a ConfigMap or a Secret, and mount that as a file");
        }
    }
}
