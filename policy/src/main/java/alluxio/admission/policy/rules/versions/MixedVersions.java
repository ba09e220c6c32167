package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.AlluxioRelease;
import alluxio.admission.model.AlluxioVersion;
import alluxio.admission.model.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.Kind;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.Subject;
import alluxio.admission.policy.view.Container;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything of one Alluxio cluster runs one version.
 *
 * <p><b>Restricted fields:</b> {@code image} of Alluxio's containers: within a pod, and of workers, job workers, FUSE and
 * proxies compared with the masters in the same input or namespace.
 *
 * <p><b>Allowed values:</b> within a pod one release; among pods one line (2.9). It is a warning, but for 1.x and 2.x in one
 * pod. Images by digest and tags without a version are not compared.
 *
 * <p><b>Why:</b> Alluxio tests no mixed versions: data is cached again and again, logs fill with version errors. 1.x and 2.x
 * do not understand each other at all.
 *
 * <p><b>Source:</b> Alluxio issue 16978 (FUSE 2.8.1 with a cluster of 2.9.1); Alluxio's documentation of upgrades.
 */
public final class MixedVersions implements Rule {
    private static final Role[] SERVED = {Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY};

    @Override
    public RuleInfo info() {
        return RuleInfo.deny(
                "mixed-versions",
                "Different versions of Alluxio are not made to work together: caches are filled twice and requests fail, "
                        + "and 1.x and 2.x do not understand each other at all.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        List<Container> containers = Releases.running(subject).stream()
                .filter(c -> Releases.of(c).isPresent())
                .sorted(Comparator.comparing(c -> c.role().orElseThrow()))
                .toList();
        if (containers.isEmpty()) {
            return;
        }
        Container first = containers.getFirst();
        AlluxioRelease release = Releases.of(first).orElseThrow();
        containers.forEach(c -> within(first, release, c, findings));
        if (!subject.containers(SERVED).isEmpty()
                && subject.containers(Role.MASTER).isEmpty()) {
            withMasters(subject, first, release.line(), findings);
        }
    }

    private static void within(Container first, AlluxioRelease release, Container other, Findings findings) {
        Optional<AlluxioRelease> own = Releases.of(other).filter(release::differsFrom);
        own.ifPresent(found -> {
            String text = "Alluxio " + found + ", and " + first.name() + " with " + release;
            String fix = "use the image of " + first.name() + ": " + first.image();
            if (found.line().major() != release.line().major()) {
                findings.report(other, other.field().at("image"), text, "one version in the pod", fix);
            } else {
                findings.warn(other, other.field().at("image"), text, "one version in the pod", fix);
            }
        });
    }

    private static void withMasters(Subject subject, Container first, AlluxioVersion line, Findings findings) {
        List<Subject> masters = subject.peers(Kind.STATEFUL_SET, Kind.DEPLOYMENT).stream()
                .filter(peer -> !peer.containers(Role.MASTER).isEmpty())
                .toList();
        List<AlluxioVersion> lines = masters.stream()
                .flatMap(peer -> peer.containers(Role.MASTER).stream())
                .flatMap(master -> master.version().stream())
                .toList();
        // Several clusters may share a namespace: one master of the same line is enough.
        if (lines.isEmpty() || lines.stream().anyMatch(Predicate.isEqual(line))) {
            return;
        }
        Subject peer = masters.getFirst();
        findings.warn(
                first,
                first.field().at("image"),
                "Alluxio " + line + ", and " + peer.kind().kind() + " " + peer.name() + " with " + lines.getFirst(),
                "the masters' version",
                line.compareTo(lines.getFirst()) > 0
                        ? "update the masters to " + line + " first"
                        : "use an image of version " + lines.getFirst());
    }
}
