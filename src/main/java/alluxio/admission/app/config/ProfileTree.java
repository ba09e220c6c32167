package alluxio.admission.app.config;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.HdfsSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.SidecarSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A profile as the tree of its file. What has its built-in value is left out. */
final class ProfileTree {
    private ProfileTree() {}

    static ObjectNode of(Profile profile, ProfileAccess access) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", profile.name()).put("namespace", profile.namespace());
        profile.cluster().version().ifPresent(version -> tree.put("version", version));
        texts(
                tree.putObject("master"),
                "addresses",
                profile.masters().stream().map(HostPort::toString).toList());
        client(profile.client(), tree);
        profile.shortCircuit().ifPresent(shortCircuit -> shortCircuit(shortCircuit, tree.putObject("shortCircuit")));
        profile.fuse().ifPresent(fuse -> fuse(fuse, access, tree.putObject("fuse")));
        profile.hdfs().ifPresent(hdfs -> hdfs(hdfs, tree.putObject("hdfs")));
        hostAliases(profile.hostAliases(), tree);
        profile.offered()
                .helperResources()
                .ifPresent(resources -> ContainerSettingsTree.resources(
                        resources, FeatureSettings.USUAL_HELPER_RESOURCES, tree.putObject("helperResources")));
        SchedulingTree.write(profile.scheduling(), tree);
        if (profile.cluster().workerUid() != AlluxioCluster.DEFAULT_WORKER_UID) {
            tree.putObject("worker").put("uid", profile.cluster().workerUid());
        }
        texts(tree, "features", profile.features().stream().map(Feature::key).toList());
        textsUnlessEmpty(
                tree,
                "namespaces",
                access.namespaces().stream().map(Object::toString).toList());
        return tree;
    }

    private static void client(ClientSettings client, ObjectNode tree) {
        if (client.options() != ClientOptions.ENV || !client.properties().isEmpty()) {
            ObjectNode node =
                    tree.putObject("client").put("options", client.options().key());
            if (!client.properties().isEmpty()) {
                amounts(node, "properties", client.properties());
            }
        }
    }

    private static void shortCircuit(ShortCircuitSettings shortCircuit, ObjectNode tree) {
        tree.put("policy", AllowedValues.name(shortCircuit.policy()));
        if (!shortCircuit.required()) {
            tree.put("required", false);
        }
        shortCircuit.hostPath().ifPresent(path -> tree.put("hostPath", path));
        tree.put("mountPath", shortCircuit.mountPath());
        textsUnlessEmpty(tree, "tiers", shortCircuit.tiers());
    }

    private static void fuse(FuseSettings fuse, ProfileAccess access, ObjectNode tree) {
        tree.put("mode", AllowedValues.name(fuse.mode()));
        if (access.fuseModes().size() > 1) {
            texts(
                    tree,
                    "modes",
                    access.fuseModes().stream()
                            .sorted()
                            .map(AllowedValues::name)
                            .toList());
        }
        fuse.hostPath().ifPresent(path -> tree.put("hostPath", path));
        tree.put("mountPath", fuse.mountPath()).put("directory", fuse.directory());
        sidecar(fuse.sidecar(), tree);
    }

    private static void sidecar(SidecarSettings sidecar, ObjectNode tree) {
        SidecarSettings usual = SidecarSettings.of(sidecar.image());
        sidecar.image().ifPresent(image -> tree.put("image", image));
        if (!sidecar.alluxioPath().equals(usual.alluxioPath())) {
            tree.put("alluxioPath", sidecar.alluxioPath());
        }
        if (!sidecar.options().equals(usual.options())) {
            texts(tree, "options", sidecar.options());
        }
        if (!sidecar.resources().equals(usual.resources())) {
            ContainerSettingsTree.resources(sidecar.resources(), usual.resources(), tree.putObject("resources"));
        }
        textsUnlessEmpty(tree, "imagePullSecrets", sidecar.imagePullSecrets());
        if (!sidecar.security().equals(usual.security())) {
            ContainerSettingsTree.security(sidecar.security(), tree.putObject("securityContext"));
        }
    }

    private static void hdfs(HdfsSettings hdfs, ObjectNode tree) {
        ArrayNode secrets = tree.putArray("secrets");
        hdfs.secrets()
                .forEach(
                        secret -> secrets.addObject().put("name", secret.name()).put("directory", secret.directory()));
        hdfs.confDir().ifPresent(directory -> tree.put("confDir", directory));
    }

    private static void hostAliases(List<HostAlias> aliases, ObjectNode tree) {
        if (!aliases.isEmpty()) {
            ArrayNode list = tree.putArray("hostAliases");
            aliases.forEach(alias -> texts(list.addObject().put("ip", alias.ip()), "hostnames", alias.hostnames()));
        }
    }

    static void amounts(ObjectNode tree, String key, Map<String, String> values) {
        values.forEach(tree.putObject(key)::put);
    }

    static void texts(ObjectNode tree, String key, Collection<String> values) {
        values.forEach(tree.putArray(key)::add);
    }

    static void textsUnlessEmpty(ObjectNode tree, String key, Collection<String> values) {
        if (!values.isEmpty()) {
            texts(tree, key, values);
        }
    }
}
