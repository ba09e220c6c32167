package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import tools.jackson.databind.node.ArrayNode;

/** Init containers, as a whole: what others put into one of ours since goes with it. Before the volumes that it mounts. */
final class InitContainerRemover implements Remover {
    private static final String LIST = InitContainers.LIST;

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        ArrayNode containers = uninjection.spec().list(LIST);
        int index = index(containers, addition.what());
        return index >= 0 && InitContainers.digest(containers.get(index)).equals(detail);
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "init container \"" + addition.what() + "\"";
        int index = index(uninjection.spec().list(LIST), addition.what());
        if (index < 0) {
            uninjection.gone(what);
        } else if (holds(uninjection, addition, detail)) {
            uninjection.removeItem(uninjection.spec(), LIST, index);
        } else {
            uninjection.changed(what);
        }
    }

    private static int index(ArrayNode containers, String name) {
        int index = containers.size() - 1;
        while (index >= 0 && !containers.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }
}
