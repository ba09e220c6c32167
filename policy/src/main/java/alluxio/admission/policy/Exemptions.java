package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.configuration.RuleExemption;
import alluxio.admission.model.configuration.RuleMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of one object, split by the configured exemptions.
 *
 * @param counting those that no valid exemption covers, and a warning for each exemption that has ended
 * @param exempted those that an exemption covers
 */
record Exemptions(List<Finding> counting, List<PolicyResult.Exempted> exempted) {
    private static final String EXPIRED = "exemption-expired";

    /** @param today in UTC; an exemption is valid on its last day */
    static Exemptions apply(
            List<RuleExemption> configured, List<Finding> findings, ReviewedObject object, LocalDate today) {
        Exemptions split = new Exemptions(new ArrayList<>(), new ArrayList<>());
        for (Finding finding : findings) {
            List<RuleExemption> about =
                    Iterables.filter(configured, e -> e.isAbout(finding.rule(), object.namespace(), object.name()));
            Iterables.first(about, e -> !e.until().isBefore(today))
                    .ifPresentOrElse(
                            valid -> split.exempted.add(new PolicyResult.Exempted(finding, valid)),
                            () -> split.count(finding, about));
        }
        return split;
    }

    private void count(Finding finding, List<RuleExemption> expired) {
        counting.add(finding);
        expired.forEach(exemption -> counting.add(expired(finding, exemption)));
    }

    private static Finding expired(Finding finding, RuleExemption exemption) {
        String found = "an exemption from " + finding.rule() + " that ended on " + exemption.until() + " ("
                + exemption.reason() + ")";
        String fix = "fix the object, or give the exemption in the configuration a later end date";
        return new Finding(EXPIRED, RuleMode.WARN, finding.location(), new FindingMessage(found, "", "", fix), "");
    }
}
