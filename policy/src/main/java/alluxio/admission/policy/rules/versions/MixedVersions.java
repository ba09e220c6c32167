package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything of one Alluxio cluster runs one version.
 *
 * <p><b>Restricted fields:</b> {@code image} of Alluxio's containers: within a pod, and of workers, job workers, FUSE and
 * proxies compared with the masters that are seen in the same namespace: StatefulSets, Deployments, DaemonSets and single
 * Pods. Masters of other namespaces may be of another Alluxio, and are not compared.
 *
 * <p><b>Allowed values:</b> within a pod one release; among pods one line (2.9). It is a warning, except for 1.x and 2.x in
 * one pod. Images by digest and tags without a version are not compared.
 *
 * <p><b>Why:</b> Alluxio does not test mixed versions: data is cached again and again, and logs fill with version errors.
 * 1.x and 2.x do not understand each other at all.
 *
 * <p><b>Order of applying:</b> any: versions of other objects are a warning, so that an upgrade may begin with either.
 * Within one pod no order makes it right.
 *
 * <p><b>Source:</b> Alluxio issue 16978 (FUSE 2.8.1 with a cluster of 2.9.1); Alluxio's documentation of upgrades.
 */
public final class MixedVersions implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "mixed-versions",
                    "Different versions of Alluxio do not work together: caches are filled twice and requests fail, "
                            + "and 1.x and 2.x do not understand each other at all.")
            .forAnyRelease("releases are compared with each other");

    private static final Role[] SERVED = {Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY};

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Keys besides the versions themselves. */
    private enum MasterKey {
        ALL,
        VERSION
    }

    private static final PeerIndex<AlluxioVersion> MASTERS = PeerIndex.of(
            "masters with a version",
            List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET, ObjectKind.POD),
            MixedVersions::masters);

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(MASTERS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        List<Container> containers = new ArrayList<>(
                Iterables.filter(Releases.running(object), c -> Releases.of(c).isPresent()));
        containers.sort(Comparator.comparing(c -> c.role().orElseThrow()));
        if (containers.isEmpty()) {
            return;
        }
        Container first = containers.getFirst();
        AlluxioRelease release = Releases.of(first).orElseThrow();
        containers.forEach(c -> within(first, release, c, findings));
        if (!object.containers(SERVED).isEmpty()
                && object.containers(Role.MASTER).isEmpty()) {
            withMasters(object, first, release.line(), findings);
        }
    }

    private static void within(Container first, AlluxioRelease release, Container other, Findings findings) {
        Optional<AlluxioRelease> own = Releases.of(other).filter(release::differsFrom);
        own.ifPresent(found -> {
            String text = "Alluxio " + found + ", and " + MessageText.cut(first.name()) + " with " + release;
            String fix = "use the image of " + MessageText.cut(first.name()) + ": " + MessageText.cut(first.image());
            findings.at(other, other.field().at("image"))
                    .asWarningUnless(found.line().major() != release.line().major())
                    .found(text)
                    .wanted("one version in the pod")
                    .fix(fix);
        });
    }

    private static void withMasters(ReviewedObject object, Container first, AlluxioVersion line, Findings findings) {
        Optional<Peer<AlluxioVersion>> versioned = object.firstPeer(MASTERS, MasterKey.VERSION);
        // Several clusters may share a namespace: one master of the same line is enough.
        if (versioned.isEmpty()) {
            findings.notJudged("masters with a version");
            return;
        }
        if (object.firstPeer(MASTERS, line).isPresent()) {
            return;
        }
        AlluxioVersion other = versioned.get().value();
        String peer =
                object.firstPeer(MASTERS, MasterKey.ALL).orElse(versioned.get()).describe();
        findings.at(first, first.field().at("image"))
                .asWarning()
                .found("Alluxio " + line + ", and " + peer + " with " + other)
                .wanted("the masters' version")
                .fix(
                        line.compareTo(other) > 0
                                ? "update the masters to " + line + " first"
                                : "use an image of version " + other);
    }

    private static void masters(ReviewedObject peer, PeerIndex.EntryCollector<AlluxioVersion> entries) {
        for (Container master : peer.containers(Role.MASTER)) {
            entries.add(MasterKey.ALL, master.version().orElse(new AlluxioVersion(0, 0)));
            master.version().ifPresent(version -> {
                entries.add(MasterKey.VERSION, version);
                entries.add(version, version);
            });
        }
    }
}
