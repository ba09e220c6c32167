package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.EnvironmentVariables.VariableState;
import alluxio.admission.injector.patch.ExpandedVariable;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies the injected variables of a container to another one of the pod, and the options that were appended to a variable. Used by
 * one thread.
 */
public final class SiblingVariables {
    private final JsonPatchBuilder patch;
    private final StatusRecorder recorder;
    private final PodElement sibling;
    private final PodElement container;
    private final EnvironmentVariables environment;
    private final List<Runnable> copies = new ArrayList<>();

    /** @param sibling that has the variables */
    public SiblingVariables(JsonPatchBuilder patch, StatusRecorder recorder, PodElement sibling, PodElement container) {
        this.patch = patch;
        this.recorder = recorder;
        this.sibling = sibling;
        this.container = container;
        this.environment = new EnvironmentVariables(patch, recorder);
    }

    /** What is in the way of a variable that the container does not have; empty if all of them can be copied. */
    public Optional<String> obstacle(List<Addition> claims, InjectionStatus status) {
        // In the order of the sibling: the kubelet expands only references to variables that come earlier.
        List<Addition> variables = claims.stream()
                .filter(claim -> claim.kind() == AdditionKind.ENV || claim.kind() == AdditionKind.OPTIONS)
                .sorted(Comparator.comparingInt(claim -> EnvironmentVariables.lastIndex(sibling, claim.what())))
                .toList();
        for (Addition claim : variables) {
            boolean options = status.detail(new Addition(AdditionKind.OPTIONS, claim.where(), claim.what()))
                    .isPresent();
            Optional<PodElement> entry = EnvironmentVariables.entry(sibling, claim.what());
            Optional<String> obstacle = Optional.empty();
            if (entry.isPresent() && claim.kind() == AdditionKind.OPTIONS) {
                obstacle = options(
                        claim.what(),
                        injectedOptions(claim, status.detail(claim).orElse("")));
            } else if (entry.isPresent() && !options) {
                obstacle = variable(claim.what(), entry.get().node());
            }
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    /** Adds the missing variables and options. Called after {@link #obstacle}. */
    public void copy() {
        copies.forEach(Runnable::run);
    }

    private Optional<String> variable(String name, ObjectNode entry) {
        Optional<PodElement> existing = EnvironmentVariables.entry(container, name);
        if (existing.filter(e -> e.node().equals(entry)).isPresent()) {
            return Optional.empty();
        }
        if (environment.state(container, name) != VariableState.ABSENT) {
            return Optional.of("it may have another value in " + name);
        }
        copies.add(() -> {
            ObjectNode copy = entry.deepCopy();
            environment.add(container, copy, Optional.empty());
        });
        return Optional.empty();
    }

    /** The options that were appended to the sibling's variable, wherever they stand in it; its last entry first. */
    private String injectedOptions(Addition claim, String detail) {
        return EnvironmentVariables.entries(sibling, claim.what()).reversed().stream()
                .map(entry -> AppendedOptions.find(entry, detail).text())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Optional<String> options(String name, String options) {
        VariableState state = environment.state(container, name);
        ExpandedVariable expanded = environment.expanded(container, name);
        if (state == VariableState.REFERENCE
                || state == VariableState.ENV_FROM
                || expanded.unknown().isPresent()) {
            return Optional.of("the value of " + name + " is not known");
        }
        String own = expanded.text();
        Optional<JavaToolOptions> wanted = JavaToolOptions.parse(JavaToolOptions.unescapeDollars(options));
        Optional<JavaToolOptions> existing = JavaToolOptions.parse(own);
        if (wanted.isEmpty() || existing.isEmpty()) {
            return Optional.of(name + " has an unclosed quote");
        }
        if (existing.get()
                .properties()
                .entrySet()
                .containsAll(wanted.get().properties().entrySet())) {
            return Optional.empty();
        }
        if (wanted.get().properties().keySet().stream().anyMatch(existing.get().properties()::containsKey)) {
            return Optional.of("it sets some of the properties in " + name + " itself");
        }
        if (state == VariableState.VALUE && options.contains(HostnameReference.REFERENCE)) {
            return Optional.of("it sets " + name + " before a variable to which that would refer");
        }
        if (JavaToolOptions.isTooLong(own + " " + JavaToolOptions.unescapeDollars(options))) {
            return Optional.of(name + " would be longer than JDK 8 reads");
        }
        copies.add(() -> AppendedOptions.append(environment, patch, recorder, container, name, options));
        return Optional.empty();
    }
}
