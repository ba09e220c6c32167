package alluxio.admission.cluster.facts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object as kubectl's {@code TYPE/NAME} names it: {@code pod/web}, {@code deploy/web}. Only types that rules or the injection
 * are about.
 *
 * @param kind as in the object
 * @param apiVersion as in the object
 * @param plural as in paths
 */
public record ResourceName(String kind, String apiVersion, String plural, String name) {
    private record Type(String kind, String apiVersion, String plural) {}

    private static final Map<String, Type> TYPES = types();

    private static Map<String, Type> types() {
        Map<String, Type> types = new TreeMap<>();
        add(types, new Type("Pod", "v1", "pods"), "pod", "po");
        add(types, new Type("ReplicationController", "v1", "replicationcontrollers"), "replicationcontroller", "rc");
        add(types, new Type("ConfigMap", "v1", "configmaps"), "configmap", "cm");
        add(types, new Type("Deployment", "apps/v1", "deployments"), "deployment", "deploy");
        add(types, new Type("StatefulSet", "apps/v1", "statefulsets"), "statefulset", "sts");
        add(types, new Type("DaemonSet", "apps/v1", "daemonsets"), "daemonset", "ds");
        add(types, new Type("ReplicaSet", "apps/v1", "replicasets"), "replicaset", "rs");
        add(types, new Type("Job", "batch/v1", "jobs"), "job");
        add(types, new Type("CronJob", "batch/v1", "cronjobs"), "cronjob", "cj");
        return types;
    }

    private static void add(Map<String, Type> types, Type type, String... names) {
        types.put(type.plural(), type);
        int dot = type.apiVersion().indexOf('/');
        if (dot > 0) {
            types.put(type.plural() + "." + type.apiVersion().substring(0, dot), type);
            types.put(names[0] + "." + type.apiVersion().substring(0, dot), type);
        }
        for (String name : names) {
            types.put(name, type);
        }
    }

    /** The names of types that are known, in their order. */
    public static List<String> types(boolean withGroups) {
        return TYPES.keySet().stream()
                .filter(name -> withGroups || !name.contains("."))
                .toList();
    }

    /** Empty where the text is not of the form, or its type is not known. */
    public static Optional<ResourceName> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.indexOf('/', slash + 1) >= 0 || slash == text.length() - 1) {
            return Optional.empty();
        }
        Type type = TYPES.get(text.substring(0, slash).toLowerCase(Locale.ROOT));
        String name = text.substring(slash + 1);
        return type != null && isName(name)
                ? Optional.of(new ResourceName(type.kind(), type.apiVersion(), type.plural(), name))
                : Optional.empty();
    }

    /** Whether it can be the name of an object, and stands for nothing else in a path. */
    private static boolean isName(String name) {
        return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
                && !name.startsWith(".")
                && name.length() <= 253;
    }

    /** In the API. */
    public String path(String namespace) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion + "/namespaces/" + namespace + "/" + plural
                + "/" + name;
    }

    /** As kubectl writes it: {@code pod/web}. */
    @Override
    public String toString() {
        return kind.toLowerCase(Locale.ROOT) + "/" + name;
    }
}
