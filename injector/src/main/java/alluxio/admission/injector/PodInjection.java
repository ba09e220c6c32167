package alluxio.admission.injector;

import alluxio.admission.injector.clientproperties.MasterNameWarning;
import alluxio.admission.injector.patch.CopiedMountCheck;
import alluxio.admission.injector.clientproperties.ClientPropertiesMutator;
import alluxio.admission.injector.fuse.FuseUserNamespaceWarning;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.patch.PodEditor;
import alluxio.admission.injector.pod.InjectedContainers;
import alluxio.admission.injector.patch.StatusAnnotation;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.scheduling.AutoscalerMutator;
import alluxio.admission.injector.scheduling.SchedulingMutator;
import alluxio.admission.injector.scheduling.TaintWarnings;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.injector.uninject.RetainedAdditions;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Profile.FuseMode;
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
        InjectionReport report,
        Set<String> excludedContainers,
        String digest,
        Budget budget) {

    /** @param previous what an earlier injection has written down */
    Decision decide(Optional<InjectionStatus> previous) {
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

    private Decision inject(Optional<InjectionStatus> previous) {
        Optional<InjectionStatus> outdated = previous.filter(this::isOutdated);
        StatusRecorder recorder =
                new StatusRecorder(outdated.isPresent() ? Optional.empty() : previous, report.reasons());
        PatchBuilder patch = new PatchBuilder(view.pod(), recorder, budget);
        outdated.ifPresent(status -> renew(patch, status));
        Injection injection = start(patch, recorder);
        List<String> applied = new FeatureSteps(view, report).apply(injection);
        new ClientPropertiesMutator().mutate(injection);
        new SchedulingMutator().mutate(injection);
        new AutoscalerMutator().mutate(injection);
        new CopiedMountCheck(injection.spec(), recorder, report).check();
        if (!report.refusals().isEmpty()) {
            return refused();
        }
        TaintWarnings.warn(injection);
        warn(injection, applied);
        new RetainedAdditions(Removers::of).keep(recorder, patch, report);
        String profile = settings.profile().name();
        StatusAnnotation.write(
                patch,
                () -> new InjectionStatus(profile, digest, applied, recorder.additions(), recorder.parents()).toJson());
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

    /** Settings of the pod that may keep it from Alluxio. They stay as they are: they are its author's. */
    private void warn(Injection injection, List<String> applied) {
        boolean fuse = applied.contains(Feature.FUSE.key());
        boolean sidecar = fuse && settings.fuseMode() == FuseMode.SIDECAR;
        new MasterNameWarning(injection, sidecar).check();
        if (fuse && !sidecar) {
            FuseUserNamespaceWarning.check(injection);
        }
        SelinuxNote.check(injection);
    }

    /** Another profile, or the same with other values. A status of a skipped pod names none. */
    private boolean isOutdated(InjectionStatus status) {
        return !status.digest().isEmpty()
                && !(status.profile().equals(settings.profile().name())
                        && status.digest().equals(digest));
    }

    /**
     * What another profile put in would stand in the way of this one, as if it were the user's: volumes of our names with
     * another source, options with the address of another master. So it goes first. A template that was injected on the
     * command line, and a pod from a backup, come here when the profile has changed.
     */
    private void renew(PatchBuilder patch, InjectionStatus status) {
        InjectionReport told = new InjectionReport(report.onConflict());
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
        PodElement spec = patch.object(patch.root(), "spec");
        List<PodElement> all = PodContainers.all(spec);
        boolean own = view.isAlluxiosOwn();
        List<PodElement> chosen = ContainerSelection.withoutOurs(
                ContainerSelection.select(all, settings, excludedContainers, report), recorder, report.reasons());
        List<AlluxioContainer> withRole = PodContainers.withRole(chosen, view.labels());
        List<PodElement> clients = own ? List.of() : PodContainers.withoutRole(chosen, view.labels());
        AlluxioContainerExplanation.explain(view, settings, chosen, withRole, report.reasons());
        if (clients.isEmpty() && !own) {
            report.warn("no-container", "no container of the pod is left to inject into");
        }
        return new Injection(
                settings,
                spec,
                new InjectedContainers(clients, withRole, own ? chosen : clients),
                PodEditor.of(patch, spec, recorder, report),
                report,
                new LinkedHashMap<>());
    }
}
