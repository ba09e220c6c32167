package alluxio.admission.injector.retained;

import alluxio.admission.injector.clientproperties.SiblingVariables;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.SiblingMounts;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Keys;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a container that was added after an injection what the injection gave to its siblings: the same mounts, variables and
 * options. All of it comes from the pod, so that the profile of the injection need not be known. A container gets all or nothing;
 * if something is in the way, a warning names it.
 */
public record SiblingAdditions(
        JsonPatchBuilder patch, StatusRecorder recorder, InjectionStatus status, InjectionReport report) {
    private static final Set<AdditionKind> OF_CONTAINERS =
            EnumSet.of(AdditionKind.MOUNTS, AdditionKind.ENV, AdditionKind.OPTIONS);

    /** @param clients the containers that become Alluxio clients */
    public void complete(List<PodElement> clients) {
        Map<String, Integer> claims = new HashMap<>();
        status.additions().keySet().stream()
                .filter(addition -> OF_CONTAINERS.contains(addition.kind()))
                .forEach(addition -> claims.merge(addition.where(), 1, Integer::sum));
        Optional<PodElement> sibling = clients.stream()
                .filter(client -> claims.containsKey(client.text("name")))
                .max(Comparator.comparingInt(client -> claims.getOrDefault(client.text("name"), 0)));
        sibling.ifPresent(template -> clients.stream()
                .filter(client -> !claims.containsKey(client.text("name"))
                        && !status.omissions().containers().contains(client.text("name")))
                .forEach(client -> copy(template, client)));
    }

    private void copy(PodElement sibling, PodElement container) {
        SiblingMounts mounts = new SiblingMounts(patch, recorder, sibling, container);
        SiblingVariables variables = new SiblingVariables(patch, recorder, sibling, container);
        List<Addition> claims = status.additions().keySet().stream()
                .filter(addition -> addition.where().equals(sibling.text("name")))
                .toList();
        Optional<String> obstacle = mounts.obstacle(status).or(() -> variables.obstacle(claims, status));
        if (obstacle.isPresent()) {
            report.warn(
                    "retained-container",
                    "container \"" + container.text("name") + "\" does not get what was injected into container \""
                            + sibling.text("name") + "\": " + obstacle.get() + "; change that, or leave it out with "
                            + Keys.EXCLUDE_CONTAINERS);
            return;
        }
        mounts.copy();
        variables.copy();
    }
}
