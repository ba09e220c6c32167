package alluxio.admission.injector;

import alluxio.admission.injector.clientproperties.ClientPropertiesMutator;
import alluxio.admission.injector.clientproperties.MasterNameWarning;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.fuse.FuseMeshWarning;
import alluxio.admission.injector.fuse.FuseUserNamespaceWarning;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.namespace.NamespaceWarnings;
import alluxio.admission.injector.patch.CopiedMountCheck;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.PodEditor;
import alluxio.admission.injector.patch.StatusAnnotationWriter;
import alluxio.admission.injector.placement.NodeDirectories;
import alluxio.admission.injector.placement.Placement;
import alluxio.admission.injector.placement.WorkerNodes;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.InjectedContainers;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.injector.request.AnnotationSizes;
import alluxio.admission.injector.scheduling.AutoscalerMutator;
import alluxio.admission.injector.scheduling.SchedulingMutator;
import alluxio.admission.injector.scheduling.TaintWarnings;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.injector.uninject.RetainedAdditions;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.FuseMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Injects one pod, whose settings are known.
 *
 * @param worker of the pod, if its clients are beside it
 * @param excludedContainers by the configuration
 * @param digest of the profile's values
 * @param discovered which profiles rest on what was discovered
 */
record PodInjection(
        DecisionContext context,
        PodSettings settings,
        Optional<PodWorker> worker,
        Set<String> excludedContainers,
        String digest,
        DiscoveredProfiles discovered) {

    /** @param previous the status that an earlier injection wrote */
    Decision decide(Optional<InjectionStatus> previous) {
        try {
            Optional<Decision> skipped = withoutContainer(previous);
            return skipped.isPresent() ? skipped.get() : inject(previous);
        } catch (StatusRecorder.StatusTooLargeException e) {
            context.report().refuse(AnnotationSizes.full());
            return context.refused();
        }
    }

    private Optional<Decision> withoutContainer(Optional<InjectionStatus> previous) {
        InjectionReport report = context.report();
        NoContainerLeft check = new NoContainerLeft(
                context.view(), settings, excludedContainers, new StatusRecorder(previous, report.explanation()));
        List<PodElement> containers = NoContainerLeft.containers(context);
        Optional<String> reason = check.reason(containers);
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        ContainerSelection.warnUnknown(containers, settings.containerFilter(), report);
        return Optional.of(new SkippedPod(context, previous).decide(reason.get(), check::reasonOf));
    }

    private Decision inject(Optional<InjectionStatus> previous) {
        InjectionReport report = context.report();
        boolean outdated = previous.isPresent() && isOutdated(previous.get());
        StatusRecorder recorder = new StatusRecorder(outdated ? Optional.empty() : previous, report.explanation());
        JsonPatchBuilder patch = JsonPatchBuilder.ofCopy(context.view().pod(), recorder, context.budget());
        if (outdated) {
            removeOutdated(patch, previous.get());
        }
        Injection injection = injection(patch, recorder);
        List<String> applied = new FeatureSteps(context.view(), report).apply(injection);
        new ClientPropertiesMutator().mutate(injection);
        new SchedulingMutator().mutate(injection);
        new AutoscalerMutator().mutate(injection);
        new CopiedMountCheck(injection.spec(), recorder, report).check();
        if (report.isRefused()) {
            return context.refused();
        }
        TaintWarnings.warn(injection);
        warn(injection, applied);
        new RetainedAdditions(Removers::of).record(recorder, patch, report);
        String profile = settings.profile().name();
        StatusAnnotationWriter.write(
                patch,
                () -> new InjectionStatus(
                                profile,
                                digest,
                                applied,
                                recorder.omissions(injection.clients()),
                                recorder.additions(),
                                recorder.parents())
                        .toJson());
        Optional<Refusal> tooLarge = AnnotationSizes.tooLarge(patch.annotations());
        if (tooLarge.isPresent()) {
            report.refuse(tooLarge.get());
            return context.refused();
        }
        return new Decision.Injected(
                profile,
                applied,
                patch.patch(),
                report.notes(),
                report.explanation().build(List.of()));
    }

    /** Warns about settings of the pod that may keep it from using Alluxio. They are the user's, so they are not changed. */
    private void warn(Injection injection, List<String> applied) {
        boolean fuse = applied.contains(Feature.FUSE.key());
        boolean sidecar = fuse && settings.fuse().mode() == FuseMode.SIDECAR;
        new MasterNameWarning(injection, sidecar).check();
        if (fuse && !sidecar) {
            FuseUserNamespaceWarning.check(injection);
        }
        if (sidecar) {
            FuseMeshWarning.check(injection, context.view().annotations());
        }
        SelinuxNote.check(injection);
        new NamespaceWarnings(context.namespace(), context.cluster()).warn(injection);
    }

    /** Whether the status is of another profile, or of other values of the same. The status of a skipped pod names no profile. */
    private boolean isOutdated(InjectionStatus status) {
        return !status.digest().isEmpty()
                && !(status.profile().equals(settings.profile().name())
                        && status.digest().equals(digest));
    }

    /**
     * Removes what was injected with another profile. It would be in the way as if it were the user's: volumes of the same names
     * with other sources, options with the address of another master. This happens when the profile changed, for a template that
     * was injected on the command line, and for a pod from a backup.
     */
    private void removeOutdated(JsonPatchBuilder patch, InjectionStatus status) {
        InjectionReport report = context.report();
        InjectionReport removal = new InjectionReport(report.onConflict());
        Uninjector.removeAll(new Uninjection(patch, status, removal));
        removal.notes().stream()
                .filter(note -> !note.code().equals(Uninjection.MISSING))
                .forEach(note -> report.warn(note.code(), note.message()));
        report.inform(
                "profile-changed",
                "the pod was injected before with "
                        + (status.profile().equals(settings.profile().name())
                                ? "other values of profile \"" + status.profile() + "\""
                                : "profile \"" + status.profile() + "\"")
                        + "; what was added then is replaced");
    }

    private Injection injection(JsonPatchBuilder patch, StatusRecorder recorder) {
        PodView view = context.view();
        InjectionReport report = context.report();
        PodElement spec = patch.object(patch.root(), "spec");
        List<PodElement> all = PodContainers.all(spec);
        boolean isAlluxioPod = view.isAlluxioPod();
        List<PodElement> selected = ContainerSelection.withoutInjected(
                ContainerSelection.select(all, settings.containerFilter(), excludedContainers, report),
                recorder,
                report.explanation());
        List<AlluxioContainer> withRole = PodContainers.withRole(selected, view.labels());
        List<PodElement> clients = clients(selected);
        if (report.explanation().isWanted()) {
            AlluxioContainerExplanation.explain(view, settings, selected, withRole, clients, report.explanation());
        }
        return new Injection(
                settings,
                spec,
                new InjectedContainers(clients, withRole, isAlluxioPod ? selected : clients, worker),
                directories(patch.root(), spec, !clients.isEmpty(), recorder),
                PodEditor.of(patch, spec, recorder, report),
                report);
    }

    /** The applications; in an Alluxio pod only those that run beside its worker, and use it. */
    private List<PodElement> clients(List<PodElement> selected) {
        List<PodElement> applications =
                PodContainers.withoutRole(selected, context.view().labels());
        if (!context.view().isAlluxioPod()) {
            return applications;
        }
        return worker.isPresent() && settings.features().contains(Feature.SHORT_CIRCUIT)
                ? applications.stream().filter(PodContainers::isRunning).toList()
                : List.of();
    }

    private NodeDirectories directories(PodElement root, PodElement spec, boolean hasClients, StatusRecorder recorder) {
        Placement placement = Placement.of(
                root, spec, settings.scheduling(), hasClients, new WorkerNodes(settings.profile(), context.cluster()));
        return new NodeDirectories(
                placement,
                new NodeDirectories.ProfileOrigin(
                        discovered.names().contains(settings.profile().name()),
                        discovered.mayDiffer(settings.profile())),
                () -> worker.isPresent() ? Optional.empty() : context.workers().socketObstacle(settings.profile()),
                recorder,
                () -> recorder.previous().filter(context.truth()::isTrue).isPresent(),
                context.report());
    }
}
