package alluxio.admission.app.cli;

import java.util.List;
import java.util.Optional;

/**
 * What the ids of findings mean that are no rules of the policy: refusals of the injector, and the check of labels and annotations.
 * The message of each finding says the rest.
 */
final class InjectorRules {
    private static final String INJECTION = "injection.md";

    private record InjectorRule(String id, String meaning, String page) {}

    private static final List<InjectorRule> RULES = List.of(
            new InjectorRule(
                    "inject-key",
                    "A label or an annotation `alluxio.io/…` is misspelt, or stands where it has no effect. Nothing is refused.",
                    "registration.md#misspelt-and-misplaced-keys"),
            new InjectorRule(
                    "inject-label",
                    "A label `alluxio.io/…` of a pod that opted in is not known, or has a value that is not allowed.",
                    "troubleshooting.md#refused-because-of-a-typo"),
            new InjectorRule(
                    "inject-annotation",
                    "An annotation `alluxio.io/…` of a pod that opted in is not known, is too long, or has a value that is not allowed.",
                    "troubleshooting.md#refused-because-of-a-typo"),
            new InjectorRule(
                    "inject-client-options",
                    "The file with the client's properties would be hidden by the image's own.",
                    INJECTION + "#client-properties"),
            conflict("inject-container-name", "The pod has a container of a name that the injection needs."),
            conflict("inject-volume-name", "The pod has a volume of a name that the injection needs."),
            conflict("inject-mount-path", "A container mounts something else where the injection mounts a volume."),
            conflict("inject-variable", "A container sets a variable of the injection to another value."),
            conflict("inject-property", "A container sets a property of the injection to another value."),
            conflict(
                    "inject-undefined-volume",
                    "A container mounts a volume of the injection that the pod does not define."),
            conflict("inject-copied-mount", "Another webhook's copy of an injected mount is not as the injected one."),
            new InjectorRule(
                    "inject-host-alias",
                    "The pod maps a host name of the profile to another address.",
                    INJECTION + "#host-aliases"),
            new InjectorRule(
                    "inject-fuse-host",
                    "FUSE mode host, and the profile does not say where the nodes have the mount.",
                    INJECTION + "#fuse-mode-host"),
            new InjectorRule(
                    "inject-host-users",
                    "A pod with `hostUsers: false` cannot mount a FUSE file system itself.",
                    INJECTION + "#fuse-mode-host"),
            new InjectorRule(
                    "inject-fuse-sidecar",
                    "The pod or its cluster does not allow a FUSE sidecar, or could misuse it.",
                    INJECTION + "#fuse-mode-sidecar"),
            new InjectorRule(
                    "inject-short-circuit",
                    "The pod cannot read the workers' files.",
                    INJECTION + "#short-circuit-policy-local"),
            new InjectorRule(
                    "inject-own-pod-namespace",
                    "A pod that looks like one of Alluxio's own is not in the namespace of the profile.",
                    INJECTION + "#alluxios-own-pods"),
            new InjectorRule(
                    "inject-profile-namespace",
                    "The namespace may not use the profile, or the pod must name one.",
                    INJECTION + "#which-profile"),
            new InjectorRule(
                    "inject-pod-resources",
                    "The resources of injected containers do not fit into those of the pod.",
                    INJECTION + "#resources-of-injected-containers"),
            new InjectorRule(
                    "inject-scheduling",
                    "The pod's own scheduling leaves no node that can have a worker.",
                    INJECTION + "#scheduling"),
            new InjectorRule(
                    "inject-malformed", "The pod is not one that Kubernetes accepts.", INJECTION + "#conflicts"),
            new InjectorRule(
                    "inject-more", "Further refusals, of which only the number is told.", INJECTION + "#conflicts"));

    private InjectorRules() {}

    private static InjectorRule conflict(String id, String meaning) {
        return new InjectorRule(id, meaning, INJECTION + "#conflicts");
    }

    /** In Markdown, as those of rules; empty when there is no such id. */
    static Optional<String> page(String id) {
        return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().map(rule ->
                """
                ## %s

                %s

                No rule of the policy, and not to be configured as one: the check of pods that opt in, or of labels and annotations. See docs/%s.\
                """.formatted(rule.id(), rule.meaning(), rule.page()));
    }

    static List<String> ids() {
        return RULES.stream().map(InjectorRule::id).toList();
    }
}
