package alluxio.admission.policy.rules.journal;

import alluxio.admission.policy.Rule;
import java.util.List;

/** The masters' journal and metadata: what is lost when it is wrong. */
public final class JournalRules {
    private JournalRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new EmbeddedJournalParallel(),
                new JournalAddresses(),
                new JournalClaimDeletion(),
                new JournalClaimRetention(),
                new JournalFormat(),
                new JournalHostPath(),
                new JournalMoved(),
                new JournalQuorum(),
                new JournalReadOnly(),
                new JournalShared(),
                new JournalTypeChange(),
                new JournalVolume(),
                new JournalZookeeper(),
                new MasterDeployment(),
                new MasterHostnameShared(),
                new MetastoreVolume(),
                new RootUfsJournal(),
                new RootUfsVolume());
    }
}
