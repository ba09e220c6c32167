package alluxio.admission.benchmarks;

import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.InjectionPreview;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleRegistry;
import alluxio.admission.policy.rules.AllRules;
import java.time.LocalDate;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.node.ObjectNode;

/** The verdict of one group of rules on the StatefulSet of Alluxio's workers; of none, it is what all of them share. */
@State(Scope.Thread)
public class RulePieces {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    /** The package of the rules. */
    @Param({
        "none",
        "cluster",
        "journal",
        "network",
        "ports",
        "privileges",
        "resources",
        "settings",
        "shortcircuit",
        "versions",
        "all"
    })
    public String group = "none";

    private final ObjectNode worker = SampleObjects.worker();
    private final AdmissionRequest request = AdmissionRequest.create(worker, "alluxio-0");
    private PolicyEngine engine = engine(List.of());

    @Setup(Level.Trial)
    public void prepare() {
        engine = engine(AllRules.registry().rules().stream()
                .filter(rule ->
                        group.equals("all") || rule.getClass().getPackageName().endsWith("." + group))
                .toList());
    }

    private static PolicyEngine engine(List<Rule> rules) {
        return new PolicyEngine(new RuleRegistry(rules), PolicySettings.DEFAULT, InjectionPreview.NONE);
    }

    @Benchmark
    public PolicyResult evaluate() {
        return engine.evaluate(request, ClusterView.NOTHING, DAY);
    }
}
