package alluxio.admission.injector;

import alluxio.admission.injector.clientproperties.OptionsRemover;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.fuse.ImagePullSecretRemover;
import alluxio.admission.injector.hostaliases.HostAliasRemover;
import alluxio.admission.injector.scheduling.NodeRequirementRemover;
import alluxio.admission.injector.scheduling.PodAffinityRemover;
import alluxio.admission.injector.uninject.AnnotationRemover;
import alluxio.admission.injector.uninject.InitContainerRemover;
import alluxio.admission.injector.uninject.MountRemover;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.VariableRemover;
import alluxio.admission.injector.uninject.VolumeRemover;

/** The removers by kind of addition. Without an arm for a new kind, this does not compile. */
final class Removers {
    private Removers() {}

    static Remover of(AdditionKind kind) {
        return switch (kind) {
            case ANNOTATIONS -> new AnnotationRemover();
            case ENV -> new VariableRemover();
            case HOST_ALIASES -> new HostAliasRemover();
            case IMAGE_PULL_SECRETS -> new ImagePullSecretRemover();
            case INIT_CONTAINERS -> new InitContainerRemover();
            case MOUNTS -> new MountRemover();
            case NODE_REQUIREMENTS -> new NodeRequirementRemover();
            case OPTIONS -> new OptionsRemover();
            case POD_AFFINITY_TERMS -> new PodAffinityRemover();
            case VOLUMES -> new VolumeRemover();
        };
    }

    /** The order of removal: references go first. Mounts and init containers before volumes, volumes before annotations about them. */
    static int order(AdditionKind kind) {
        return switch (kind) {
            case OPTIONS -> 0;
            case ENV, HOST_ALIASES, INIT_CONTAINERS, MOUNTS, NODE_REQUIREMENTS, POD_AFFINITY_TERMS -> 1;
            case IMAGE_PULL_SECRETS, VOLUMES -> 2;
            case ANNOTATIONS -> 3;
        };
    }
}
