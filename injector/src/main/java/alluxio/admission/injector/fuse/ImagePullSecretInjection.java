package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;

/** Adds image pull Secrets to those of the pod, without duplicates. */
final class ImagePullSecretInjection {
    static final String LIST = "imagePullSecrets";

    private ImagePullSecretInjection() {}

    static void add(Injection injection, String name) {
        boolean present = injection
                .spec()
                .list(LIST)
                .valueStream()
                .anyMatch(secret -> secret.path("name").stringValue("").equals(name));
        if (present) {
            injection.recorder().present(AdditionKind.IMAGE_PULL_SECRETS, "", name);
            return;
        }
        injection
                .patch()
                .append(
                        injection.spec(),
                        LIST,
                        injection.spec().node().objectNode().put("name", name));
        injection.recorder().added(AdditionKind.IMAGE_PULL_SECRETS, "", name);
        injection
                .report()
                .inform(
                        "image-pull-secret",
                        "imagePullSecrets gets \"" + name
                                + "\"; Kubernetes adds those of the service account only to a pod that has none when it is "
                                + "created, so in a manifest that is injected before, list all that the pod needs");
    }
}
