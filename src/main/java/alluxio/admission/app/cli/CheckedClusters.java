package alluxio.admission.app.cli;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.app.validation.ValidationRules;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.check.RunningPolicy;
import alluxio.admission.cluster.check.registry.CheckedClusterFactory;
import alluxio.admission.cluster.check.registry.CheckedClusterFactory.ParsedConfiguration;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Joins the checks to what only the application knows: how configurations are read, and how objects are judged. */
final class CheckedClusters {
    private CheckedClusters() {}

    static CheckedClusterFactory factory(InstantSource clock) {
        return new CheckedClusterFactory(
                CheckedClusters::parse, (configuration, view) -> policy(configuration, view, clock));
    }

    private static ParsedConfiguration parse(String text, String name) {
        try {
            return new ParsedConfiguration(Optional.of(ConfigurationLoader.parse(text, name)), List.of());
        } catch (UnreadableException e) {
            return new ParsedConfiguration(Optional.empty(), e.lines());
        }
    }

    /**
     * Judges as the server does, but for the live read by which it confirms a denial that rests on another object.
     *
     * @param view what the server sees
     */
    static Validation validation(AdmissionConfiguration configuration, ClusterView view, InstantSource clock) {
        Injector injector = new Injector(configuration);
        return Validation.inCluster(
                ValidationRules.load(),
                configuration.policy(),
                (request, budget) -> injector.decide(request, view, budget),
                view,
                clock);
    }

    private static RunningPolicy policy(CheckedConfiguration configuration, ClusterView view, InstantSource clock) {
        if (configuration.completed().isEmpty()) {
            return _ -> List.of();
        }
        Validation validation = validation(configuration.completed().get().configuration(), view, clock);
        return object -> validation
                .judge(AdmissionRequest.create(
                        object, object.path("metadata").path("namespace").stringValue("")))
                .findings();
    }
}
