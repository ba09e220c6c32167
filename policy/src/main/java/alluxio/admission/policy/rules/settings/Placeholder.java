package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.settings.SettingsText.PropertyAssignment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No property still has the placeholder of a guide or a template.
 *
 * <p><b>Restricted fields:</b> values of Alluxio properties in env, command and args of containers, and in ConfigMaps of
 * Alluxio.
 *
 * <p><b>Allowed values:</b> no {@code <name>}, no {@code {$name}} and no {@code {{ … }}}. They are refused in the addresses of
 * masters, journal and under storage, also {@code {$hostname}} as the official templates for HDFS have it, and warned about
 * elsewhere. {@code <nil>} for FUSE's mount point counts only where FUSE is seen.
 * Warned about are also {@code PUT_YOUR_KEY_HERE} and its like, {@code {name}}, {@code XXXX} and {@code changeme}.
 *
 * <p><b>Why:</b> a placeholder is not a valid host name or storage address: masters do not start, or no client reaches them.
 * With {@code hdfs://{$hostname}:{$hostport}/…} as the folder of the journal or as the root under storage a master ends when it
 * starts, which is why it is refused; elsewhere a process may start with a placeholder.
 *
 * <p><b>Order of applying:</b> any: that FUSE is seen only adds a warning.
 *
 * <p><b>Source:</b> Alluxio's Kubernetes guide ({@code <under_storage_address>}), the templates of 2.1 and 2.2 for HDFS. Run
 * with 2.9.6, where the shell has made {@code {}} of {@code {$hostname}}: "Illegal character in authority" for the journal, and
 * "Incomplete HDFS URI" for the root. The 2.9 chart writes {@code alluxio.fuse.mount.point=<nil>}.
 */
public final class Placeholder implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "placeholder",
                    "Alluxio takes the placeholder for the value itself, and no host, storage or directory has such "
                            + "a name.")
            .forKinds(Stream.concat(ObjectKind.WORKLOADS.stream(), Stream.of(ObjectKind.CONFIG_MAP))
                    .toList());

    private static final Pattern PLACEHOLDER =
            Pattern.compile("<[A-Za-z][^<>\\n]{0,59}>|\\{\\{[^{}\\n]{1,60}\\}\\}|(?<!\\$)\\{\\$[A-Za-z_]\\w*\\}");

    private static final Set<String> ADDRESSES = Set.of(
            PropertyKeys.MASTER_HOSTNAME,
            PropertyKeys.MASTER_RPC_ADDRESSES,
            PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES,
            PropertyKeys.MASTER_JOURNAL_FOLDER,
            PropertyKeys.MASTER_MOUNT_TABLE_ROOT_UFS,
            PropertyKeys.UNDERFS_ADDRESS);

    /** @param grave whether nothing can work with it */
    private record Left(PropertyAssignment setting, String text, boolean grave) {}

    /** What charts write for a value that is not set. */
    private static final String NIL = "<nil>";

    /** Workloads with FUSE: without one, its options have no effect. */
    private static final PeerIndex<Boolean> FUSE =
            PeerIndex.of("FUSE daemons", ObjectKind.WORKLOADS, (peer, entries) -> {
                if (!peer.containers(Role.FUSE).isEmpty()) {
                    entries.add(PeerIndex.ALL, true);
                }
            });

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(FUSE);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        SettingsText.of(object)
                .forEach(written -> gravest(written.settings())
                        .filter(l -> !l.text().equals(NIL) || !isOfFuse(written, l) || isFuseSeen(object))
                        .ifPresent(l -> report(written, l, findings)));
    }

    private static boolean isOfFuse(SettingsText written, Left left) {
        return left.setting().key().equals(PropertyKeys.FUSE_MOUNT_POINT)
                || written.name().equals(JavaOptionVariables.FUSE);
    }

    private static boolean isFuseSeen(ReviewedObject object) {
        return !object.containers(Role.FUSE).isEmpty()
                || object.firstPeer(FUSE, PeerIndex.ALL).isPresent();
    }

    /** One of a text is enough: they stand in one field. */
    private static Optional<Left> gravest(List<PropertyAssignment> settings) {
        List<Left> found = Iterables.mapPresent(settings, Placeholder::left);
        return Iterables.first(found, Left::grave).or(() -> Iterables.first(found, _ -> true));
    }

    private static Optional<Left> left(PropertyAssignment setting) {
        Matcher matcher = PLACEHOLDER.matcher(setting.value());
        if (!matcher.find()) {
            return PlaceholderWords.find(setting.value()).map(word -> new Left(setting, word, false));
        }
        String text = matcher.group();
        return Optional.of(new Left(setting, text, ADDRESSES.contains(setting.key())));
    }

    private static void report(SettingsText written, Left left, Findings findings) {
        String found = left.setting().key() + "=" + left.setting().value();
        boolean ofChart = left.text().equals(NIL) && isOfFuse(written, left);
        String fix = ofChart ? "set the chart value fuse.mountPath to that of fuse.mountPoint" : fix(left);
        findings.at(written.container(), written.field())
                .asWarningUnless(left.grave())
                .found(found)
                .wanted("no placeholder")
                .fix(fix);
    }

    private static String fix(Left left) {
        return "replace " + left.text() + " in " + left.setting().key() + " with the real value"
                + (ADDRESSES.contains(left.setting().key())
                        ? ""
                        : ", or leave " + left.setting().key() + " out");
    }
}
