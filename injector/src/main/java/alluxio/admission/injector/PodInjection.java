package alluxio.admission.injector;

import alluxio.admission.model.Budget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The injection of one pod, once it is known what the pod asks for.
 *
 * @param excludedContainers by the configuration
 * @param digest of the profile's values
 * @param budget spent by what is read
 */
record PodInjection(
        PodView view,
        PodSettings settings,
        Report report,
        Set<String> excludedContainers,
        String digest,
        Budget budget) {

    /** @param previous what an earlier injection has written down */
    Decision decide(Optional<Status> previous) {
        try {
            return inject(previous);
        } catch (StatusRecorder.FullException e) {
            report.refuse(AnnotationSizes.full());
            return refused();
        }
    }

    private Decision refused() {
        List<Refusal> refusals = report.refusals();
        return new Decision.Refused(refusals, report.notes(), report.reasons().explanation(refusals));
    }

    private Decision inject(Optional<Status> previous) {
        Optional<Status> outdated = previous.filter(this::isOutdated);
        StatusRecorder recorder =
                new StatusRecorder(outdated.isPresent() ? Optional.empty() : previous, report.reasons());
        PatchBuilder patch = new PatchBuilder(view.pod(), recorder, budget);
        outdated.ifPresent(status -> renew(patch, status));
        Injection injection = start(patch, recorder);
        List<String> applied = new FeatureSteps(view, report).apply(injection);
        new ClientPropertiesMutator().mutate(injection);
        new SchedulingMutator().mutate(injection);
        new AutoscalerMutator().mutate(injection);
        new CopiedMounts(injection).check();
        if (!report.refusals().isEmpty()) {
            return refused();
        }
        Taints.warn(injection);
        Cautions.give(injection, applied);
        new KeptAdditions(Removers::of).keep(recorder, patch, report);
        String profile = settings.profile().name();
        StatusAnnotation.write(
                patch, () -> new Status(profile, digest, applied, recorder.additions(), recorder.parents()).toJson());
        AnnotationSizes.tooLarge(patch.annotations()).ifPresent(report::refuse);
        if (!report.refusals().isEmpty()) {
            return refused();
        }
        return new Decision.Injected(
                profile,
                applied,
                patch.patch(),
                report.notes(),
                report.reasons().explanation(List.of()));
    }

    /** Another profile, or the same with other values. A status of a skipped pod names none. */
    private boolean isOutdated(Status status) {
        return !status.digest().isEmpty()
                && !(status.profile().equals(settings.profile().name())
                        && status.digest().equals(digest));
    }

    /**
     * What another profile put in would stand in the way of this one, as if it were the user's: volumes of our names with
     * another source, options with the address of another master. So it goes first. A template that was injected on the
     * command line, and a pod from a backup, come here when the profile has changed.
     */
    private void renew(PatchBuilder patch, Status status) {
        Report told = new Report(report.onConflict());
        Uninjector.takeOut(new Uninjection(patch, status, told));
        told.notes().stream()
                .filter(note -> !note.code().equals(Uninjection.GONE))
                .forEach(note -> report.warn(note.code(), note.message()));
        report.inform(
                "profile-changed",
                "the pod was injected before, with "
                        + (status.profile().equals(settings.profile().name())
                                ? "other values of profile \"" + status.profile() + "\""
                                : "profile \"" + status.profile() + "\"")
                        + "; what that put in is taken out first");
    }

    private Injection start(PatchBuilder patch, StatusRecorder recorder) {
        Place spec = patch.object(patch.root(), "spec");
        List<Place> all = PodContainers.all(spec);
        boolean own = view.isAlluxiosOwn();
        List<Place> chosen = ContainerSelection.withoutOurs(
                ContainerSelection.select(all, settings, excludedContainers, report), recorder, report.reasons());
        List<OwnContainer> withRole = PodContainers.withRole(chosen, view.labels());
        List<Place> clients = own ? List.of() : PodContainers.withoutRole(chosen, view.labels());
        ContainerReasons.explain(view, settings, chosen, withRole, report.reasons());
        if (clients.isEmpty() && !own) {
            report.warn("no-container", "no container of the pod is left to inject into");
        }
        Volumes volumes = new Volumes(patch, spec, recorder, report);
        return new Injection(
                settings,
                spec,
                clients,
                withRole,
                own ? chosen : clients,
                patch,
                volumes,
                new Mounts(patch, volumes, recorder, report),
                new Environment(patch, recorder),
                recorder,
                report,
                new LinkedHashMap<>());
    }
}
