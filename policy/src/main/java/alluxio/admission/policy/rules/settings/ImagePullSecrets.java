package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pods of Alluxio that pull images from one private registry all have its Secret.
 *
 * <p><b>Restricted fields:</b> {@code imagePullSecrets} of pods of Alluxio, compared with others in the same input or
 * namespace that have the same service account and pull an image from the same registry.
 *
 * <p><b>Allowed values:</b> the Secrets that the others name. It is a warning: nodes may know the registry by themselves.
 *
 * <p><b>Why:</b> without the Secret the pod stays in {@code ImagePullBackOff}, on those nodes only that do not have the
 * image yet.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: objects are compared with those that are there already.
 *
 * <p><b>Source:</b> Kubernetes: Pull an Image from a Private Registry; the charts have {@code imagePullSecrets} since
 * 0.6.30.
 */
public final class ImagePullSecrets implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "image-pull-secrets",
                    "Other objects use a Secret for this registry: without it, a node that does "
                            + "not have the image yet cannot pull it.")
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.PROXY, Role.LOGSERVER)
            .forAnyRelease("a registry wants its password whatever the image holds");

    private static final Set<String> PUBLIC =
            Set.of("docker.io", "index.docker.io", "public.ecr.aws", "registry.k8s.io", "mcr.microsoft.com");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private record RegistryUser(String registry, String serviceAccount) {}

    /** The first Secret of a pod, by each registry of its images and its service account. */
    private static final PeerIndex<String> SECRETS = PeerIndex.of(
            "workloads that use a Secret for the same registry",
            List.of(ObjectKind.STATEFUL_SET, ObjectKind.DEPLOYMENT, ObjectKind.DAEMON_SET, ObjectKind.POD),
            ImagePullSecrets::secrets);

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(SECRETS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Pod pod = object.pod().orElseThrow();
        Field own = pod.spec().at("imagePullSecrets");
        if (!own.items().isEmpty()) {
            return;
        }
        for (Container container : pod.containers()) {
            Optional<Peer<String>> peer = registry(container)
                    .flatMap(registry -> object.firstPeer(SECRETS, new RegistryUser(registry, account(pod))));
            if (peer.isPresent()) {
                String secret = MessageText.cut(peer.get().value());
                findings.at(own)
                        .found(MessageText.cut(container.image()) + " without imagePullSecrets")
                        .wanted(secret + ", as " + peer.get().describe() + " has")
                        .fix("add imagePullSecrets: [{name: " + secret + "}] to the pod's spec");
                return;
            }
        }
    }

    private static void secrets(ReviewedObject peer, PeerIndex.EntryCollector<String> entries) {
        Pod pod = peer.pod().orElseThrow();
        List<Field> secrets = pod.spec().at("imagePullSecrets").items();
        if (!secrets.isEmpty()) {
            String account = account(pod);
            String first = secrets.getFirst().at("name").string();
            pod.containers().stream()
                    .flatMap(container -> registry(container).stream())
                    .distinct()
                    .forEach(registry -> entries.add(new RegistryUser(registry, account), first));
        }
    }

    /** A service account may bring Secrets of its own. */
    private static String account(Pod pod) {
        return pod.spec()
                .at("serviceAccountName")
                .text()
                .or(() -> pod.spec().at("serviceAccount").text())
                .orElse("default");
    }

    /** A private one, or one that may be; empty for those that everybody can read. */
    private static Optional<String> registry(Container container) {
        int slash = container.image().indexOf('/');
        String host = slash < 0 ? "" : container.image().substring(0, slash);
        boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
        return isHost && !PUBLIC.contains(host) ? Optional.of(host) : Optional.empty();
    }
}
