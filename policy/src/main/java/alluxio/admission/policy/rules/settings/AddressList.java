package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AddressItem;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.settings.SettingsText.PropertyAssignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Alluxio can read the lists of its masters' addresses.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.master.rpc.addresses}, {@code alluxio.master.embedded.journal.addresses} and
 * the two of the same names below {@code alluxio.job.master}, in env, command and args of containers, and in ConfigMaps of
 * Alluxio.
 *
 * <p><b>Allowed values:</b> items {@code host:port}, separated by commas; empty items do not count. No item may have a second
 * colon, so no IPv6 address, in brackets or not. A warning where a later option may set the list again, where the process
 * does not read this list when it starts, and in the container of an application. Items with a variable are not judged.
 *
 * <p><b>Why:</b> a master, worker or other process of Alluxio that cannot read the list ends when it starts.
 *
 * <p><b>Source:</b> {@code ConfigurationUtils.parseInetSocketAddresses} and
 * {@code NetworkAddressUtils.parseInetSocketAddress} of 2.2.0, 2.7.3 and 2.9.6. Run with 2.9.6: an item without a port, with
 * an IPv6 address, or with the port {@code x}, {@code 99999} or {@code -1} ends a master ("Failed to create master process")
 * and a worker ("Failed to parse host:port"); a list without an item does too; an empty item beside others, a colon at the
 * end and spaces around an item do not. A worker does not read the lists of
 * the job masters, and a job master not {@code alluxio.job.master.rpc.addresses}.
 */
public final class AddressList implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "address-list",
                    "Alluxio splits each item of the list at its colons into a host and a port; a process that cannot "
                            + "read the list ends when it starts.")
            .forKinds(Stream.concat(ObjectKind.WORKLOADS.stream(), Stream.of(ObjectKind.CONFIG_MAP))
                    .toList());

    private static final Set<String> MASTERS =
            Set.of(PropertyKeys.MASTER_RPC_ADDRESSES, PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES);
    private static final Set<String> JOB_MASTERS =
            Set.of(PropertyKeys.JOB_MASTER_RPC_ADDRESSES, PropertyKeys.JOB_MASTER_EMBEDDED_JOURNAL_ADDRESSES);

    /** What such a text may hold that is replaced before Alluxio reads it, or is another rule's. */
    private static final String NOT_FINAL = "$<{";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        List<SettingsText> texts = SettingsText.of(object);
        for (SettingsText text : texts) {
            last(text.settings()).forEach((key, setting) -> {
                if (MASTERS.contains(key) || JOB_MASTERS.contains(key)) {
                    judge(text, setting, findings);
                }
            });
        }
    }

    /** The last of each key in one text, which counts. */
    private static Map<String, PropertyAssignment> last(List<PropertyAssignment> settings) {
        Map<String, PropertyAssignment> last = new HashMap<>();
        settings.forEach(setting -> last.put(setting.key(), setting));
        return last;
    }

    private static void judge(SettingsText text, PropertyAssignment setting, Findings findings) {
        String value = setting.value();
        if (SettingsText.hasAny(NOT_FINAL, value)) {
            return;
        }
        List<AddressItem> items = AddressItem.ofList(value);
        Optional<AddressItem> bad = Iterables.first(items, item -> item.fault().isPresent());
        if (bad.isEmpty() && !items.isEmpty()) {
            return;
        }
        String wrong = bad.map(item -> ": " + MessageText.cut(item.text()) + " has "
                        + item.fault().orElse(""))
                .orElse(": no address");
        findings.at(text.container(), text.field())
                .asWarningUnless(text.container()
                        .map(container -> ends(container, text, setting))
                        .orElse(!items.isEmpty()))
                .found(setting.key() + "=" + MessageText.cut(value) + wrong)
                .wanted("host:port, separated by commas")
                .fix("write each item of " + setting.key()
                        + " as host:port, with a host name in place of an IPv6 address");
    }

    /** Whether the process of the container surely ends with this value. */
    private static boolean ends(Container container, SettingsText text, PropertyAssignment setting) {
        String key = setting.key();
        boolean counts = container
                .options()
                .get(key)
                .map(Property::origin)
                .filter(origin -> origin.path().equals(text.field().path()))
                .isPresent();
        return counts && container.options().isComplete() && container.runsProcess() && isRead(container, key);
    }

    /** Whether the process is known to read the list when it starts. */
    private static boolean isRead(Container container, String key) {
        boolean first = key.equals(PropertyKeys.MASTER_RPC_ADDRESSES)
                && !container.options().isTrue(PropertyKeys.ZOOKEEPER_ENABLED);
        boolean second = key.equals(PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES)
                && container.options().get(PropertyKeys.MASTER_RPC_ADDRESSES).isEmpty();
        return switch (container.role().orElse(Role.CSI)) {
            case MASTER -> first || second || JOB_MASTERS.contains(key);
            case JOB_MASTER -> first || second || key.equals(PropertyKeys.JOB_MASTER_EMBEDDED_JOURNAL_ADDRESSES);
            case WORKER, JOB_WORKER -> first || second;
            default -> false;
        };
    }
}
