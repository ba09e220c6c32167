package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.Outcome;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which containers of a pod are injected. */
final class ContainerSelection {
    /** Mesh and agent sidecars: they read no Alluxio, and some break when their environment changes. */
    static final Set<String> SIDECARS = Set.of(
            "istio-proxy",
            "istio-init",
            "istio-validation",
            "linkerd-proxy",
            "linkerd-init",
            "linkerd-network-validator",
            "vault-agent",
            "vault-agent-init",
            "consul-dataplane",
            "consul-connect-inject-init",
            "envoy",
            "kuma-sidecar",
            "kuma-init",
            "daprd",
            "cloud-sql-proxy",
            "gke-gcsfuse-sidecar",
            "datadog-agent-injector",
            "azwi-proxy",
            "azwi-proxy-init");

    private ContainerSelection() {}

    /** What the pod asks for: the containers it names, or all but sidecars and those it leaves out. */
    static List<PodElement> select(
            List<PodElement> all, PodSettings settings, Set<String> excluded, InjectionReport report) {
        Set<String> names = new HashSet<>();
        all.forEach(container -> names.add(container.text("name")));
        settings.containers().ifPresent(asked -> warnUnknown(Keys.CONTAINERS, asked, names, report));
        warnUnknown(Keys.EXCLUDE_CONTAINERS, settings.excludedContainers(), names, report);
        List<PodElement> chosen = new ArrayList<>();
        for (PodElement container : all) {
            Optional<String> whyNot = whyNot(container.text("name"), settings, excluded);
            if (whyNot.isEmpty()) {
                chosen.add(container);
            }
            report.reasons()
                    .container(
                            container,
                            whyNot.isEmpty() ? Outcome.APPLIED : Outcome.SKIPPED,
                            whyNot.orElse(
                                    settings.containers().isPresent()
                                            ? "the annotation " + Keys.CONTAINERS + " names it"
                                            : "every container is chosen, but for sidecars of meshes and agents"));
        }
        return chosen;
    }

    /** Without those that an earlier run of ours has added: they came with all they need. */
    static List<PodElement> withoutOurs(
            List<PodElement> containers, StatusRecorder recorder, ExplanationBuilder reasons) {
        List<PodElement> others = new ArrayList<>();
        for (PodElement container : containers) {
            if (InitContainers.isOurs(recorder, container)) {
                reasons.container(container, Outcome.SKIPPED, "an earlier injection put it in");
            } else {
                others.add(container);
            }
        }
        return others;
    }

    /** Empty: it is chosen. */
    private static Optional<String> whyNot(String name, PodSettings settings, Set<String> excluded) {
        if (settings.containers().isPresent()) {
            return settings.containers().get().contains(name)
                    ? Optional.empty()
                    : Optional.of("the annotation " + Keys.CONTAINERS + " does not name it");
        }
        if (settings.excludedContainers().contains(name)) {
            return Optional.of("the annotation " + Keys.EXCLUDE_CONTAINERS + " names it");
        }
        if (excluded.contains(name)) {
            return Optional.of("injection.excludedContainers of the configuration names it");
        }
        return SIDECARS.contains(name)
                ? Optional.of(
                        "it is a sidecar of a mesh or an agent; the annotation " + Keys.CONTAINERS + " can name it")
                : Optional.empty();
    }

    private static void warnUnknown(String key, Set<String> asked, Set<String> names, InjectionReport report) {
        for (String name : asked) {
            if (!names.contains(name)) {
                report.warn(
                        "unknown-container",
                        "annotation " + key + " names container \"" + Excerpt.of(name)
                                + "\", which the pod does not have (yet)");
            }
        }
    }
}
