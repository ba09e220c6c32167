package alluxio.admission.model.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.ContainerPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mounts of one container, by path: finding the one that holds a path takes a look-up for each folder above it. */
final class MountTable {
    private final List<ContainerMount> mounts;
    private final Map<String, ContainerMount> byPath = new HashMap<>();
    /** Lengths of the paths, so that only prefixes of these lengths are looked up. */
    private final Set<Integer> lengths = new HashSet<>();

    private final Budget budget;

    private MountTable(List<ContainerMount> mounts, Budget budget) {
        this.mounts = mounts;
        this.budget = budget;
        for (ContainerMount mount : mounts) {
            byPath.putIfAbsent(mount.path(), mount);
            lengths.add(mount.path().length());
        }
    }

    static MountTable of(Field container, Pod pod) {
        List<Field> items = container.at("volumeMounts").items();
        List<ContainerMount> mounts = new ArrayList<>(items.size());
        for (Field mount : items) {
            String path = mount.at("mountPath").string();
            container.budget().spendText(path.length());
            mounts.add(new ContainerMount(
                    mount,
                    path.isEmpty() ? "" : ContainerPath.absolute(path),
                    pod.volume(mount.at("name").string())));
        }
        return new MountTable(List.copyOf(mounts), container.budget());
    }

    List<ContainerMount> all() {
        return mounts;
    }

    /** The mounts that hold a path, the innermost first; of several at one path the first. */
    List<ContainerMount> holding(String path) {
        budget.spendText(path.length());
        String inner = ContainerPath.normalize(path);
        List<ContainerMount> holding = new ArrayList<>();
        add(holding, inner, inner.length());
        for (int end = inner.lastIndexOf('/'); end > 0; end = inner.lastIndexOf('/', end - 1)) {
            add(holding, inner, end);
        }
        if (inner.length() > 1 && inner.charAt(0) == '/') {
            add(holding, inner, 1);
        }
        if (inner.startsWith("/")) {
            add(holding, inner, 0);
        }
        return holding;
    }

    Optional<ContainerMount> innermost(String path) {
        List<ContainerMount> holding = holding(path);
        return holding.isEmpty() ? Optional.empty() : Optional.of(holding.getFirst());
    }

    private void add(List<ContainerMount> holding, String path, int end) {
        if (lengths.contains(end)) {
            budget.spendText(end);
            ContainerMount mount = byPath.get(path.substring(0, end));
            if (mount != null) {
                holding.add(mount);
            }
        }
    }
}
