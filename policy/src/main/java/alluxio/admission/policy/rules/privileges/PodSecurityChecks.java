package alluxio.admission.policy.rules.privileges;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.Keys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of the Pod Security Standards that Alluxio's pods break. Not all of them: a pod that passes here may still be
 * refused.
 */
final class PodSecurityChecks {
    /** What a level refuses. */
    record Violation(Optional<Container> container, Field at, String found, String wanted, String fix) {
        static Violation of(Container container, Field at, String found, String wanted) {
            return new Violation(Optional.of(container), at, found, wanted, "remove " + at.name());
        }
    }

    private static final Set<String> BASELINE_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final Set<String> RESTRICTED_VOLUMES = Set.of(
            "",
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
            "image",
            Volume.CLAIM_TEMPLATE);

    private PodSecurityChecks() {}

    /** Since the first version of the standards. */
    static List<Violation> baseline(Pod pod) {
        List<Violation> violations = new ArrayList<>();
        for (String name : List.of("hostNetwork", "hostPID", "hostIPC")) {
            Field field = pod.spec().at(name);
            if (field.isTrue()) {
                violations.add(new Violation(Optional.empty(), field, name + ": true", "no " + name, "remove " + name));
            }
        }
        Iterables.forEach(
                pod.volumes(),
                Volume::isHostPath,
                volume -> violations.add(new Violation(
                        Optional.empty(), volume.source(), volume.describe(), "no hostPath volume", fix(pod, volume))));
        pod.containers().forEach(container -> baseline(container, violations));
        return violations;
    }

    /** A volume of the injector cannot be removed from the object. */
    private static String fix(Pod pod, Volume volume) {
        boolean injected =
                "true".equals(pod.labels().get(Keys.INJECT)) && volume.name().startsWith("alluxio-");
        return injected ? "annotate the pod with " + Keys.FEATURES + ": \"\"" : "remove the volume";
    }

    private static void baseline(Container container, List<Violation> violations) {
        Field context = container.field().at("securityContext");
        if (container.security().isPrivileged()) {
            violations.add(Violation.of(container, context.at("privileged"), "privileged: true", "no privileged"));
        }
        Field add = context.at("capabilities", "add");
        if (!BASELINE_CAPABILITIES.containsAll(add.strings())) {
            violations.add(Violation.of(
                    container, add, "capabilities.add: " + MessageText.list(add.strings()), "none of these"));
        }
        if (container.pod().isHostNetwork()) {
            // The API server then sets every hostPort by itself.
            return;
        }
        for (Field port : container.field().at("ports").items()) {
            int number = port.at("hostPort").integer().orElse(0);
            if (number != 0) {
                violations.add(Violation.of(container, port.at("hostPort"), "hostPort: " + number, "no hostPort"));
            }
        }
    }

    /**
     * What "restricted" refuses besides.
     *
     * @param minor of the standards' version, 1.minor
     */
    static List<Violation> restricted(Pod pod, int minor) {
        List<Violation> violations = new ArrayList<>();
        Iterables.forEach(
                pod.volumes(),
                volume -> !volume.isHostPath() && !RESTRICTED_VOLUMES.contains(volume.type()),
                volume -> violations.add(new Violation(
                        Optional.empty(),
                        volume.source(),
                        "volume of type " + volume.type(),
                        "another type",
                        "remove the volume")));
        for (Container container : pod.containers()) {
            List<String> missing = missing(container, minor);
            if (!missing.isEmpty()) {
                violations.add(new Violation(
                        Optional.of(container),
                        container.field().at("securityContext"),
                        "no " + String.join(", no ", missing),
                        "all of these",
                        "set these in the container's securityContext"));
            }
        }
        return violations;
    }

    private static List<String> missing(Container container, int minor) {
        List<String> missing = new ArrayList<>();
        Field context = container.field().at("securityContext");
        boolean ownUsers = container.pod().spec().at("hostUsers").isFalse();
        if (minor >= 8 && !context.at("allowPrivilegeEscalation").isFalse()) {
            missing.add("allowPrivilegeEscalation: false");
        }
        if (!ownUsers && !container.security().field("runAsNonRoot").isTrue()) {
            missing.add("runAsNonRoot: true");
        }
        if (!ownUsers && minor >= 23 && container.security().uid().orElse(1) == 0) {
            missing.add("runAsUser other than 0");
        }
        if (minor >= 22 && !context.at("capabilities", "drop").strings().contains("ALL")) {
            missing.add("capabilities.drop: [ALL]");
        }
        Field seccomp = container.security().field("seccompProfile").at("type");
        if (minor >= 19 && !seccomp.is("RuntimeDefault") && !seccomp.is("Localhost")) {
            missing.add("seccompProfile.type: RuntimeDefault");
        }
        return missing;
    }
}
