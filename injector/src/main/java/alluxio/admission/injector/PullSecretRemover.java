package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import alluxio.admission.injector.Status.Kind;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/** Secrets for pulling images. After the containers: one of ours that stays still needs them. */
final class PullSecretRemover implements Remover {
    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return index(uninjection.spec(), addition.what()) >= 0;
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "\"" + addition.what() + "\" in " + PullSecrets.LIST;
        int index = index(uninjection.spec(), addition.what());
        Optional<String> user = user(uninjection);
        if (index < 0) {
            uninjection.gone(what);
        } else if (user.isPresent()) {
            uninjection.inUse(
                    what, "init container \"" + user.get() + "\" stays; remove that first, and then the name");
        } else {
            uninjection.removeItem(uninjection.spec(), PullSecrets.LIST, index);
        }
    }

    /** From the end: they are appended. */
    private static int index(Place spec, String name) {
        ArrayNode secrets = spec.list(PullSecrets.LIST);
        int index = secrets.size() - 1;
        while (index >= 0 && !secrets.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }

    /** A container that came with the injection and is still there. */
    private static Optional<String> user(Uninjection uninjection) {
        return uninjection
                .spec()
                .list(InitContainers.LIST)
                .valueStream()
                .map(container -> container.path("name").stringValue(""))
                .filter(name -> uninjection.claims(Kind.INIT_CONTAINERS, "", name))
                .findFirst();
    }
}
