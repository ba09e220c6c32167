package alluxio.admission.app.linear;

import static alluxio.admission.app.linear.Trees.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Every text of a pod that is parsed or quoted, with what is hard for a parser in it. */
final class TextDimensions {
    private static final String VALUE = "/spec/containers/0/env/0/value";

    private TextDimensions() {}

    static List<Dimension> all() {
        List<Dimension> all = new ArrayList<>();
        of(all, "client", Trees::client);
        of(all, "worker", Trees::worker);
        annotation(all, "containers", "c,");
        annotation(all, "containers", ",");
        annotation(all, "containers", " ");
        annotation(all, "exclude-containers", "app,");
        annotation(all, "features", "fuse,");
        annotation(all, "features", "x");
        annotation(all, "profile", "p");
        annotation(all, "fuse-path", "/../a");
        annotation(all, "fuse-path", "/a");
        annotation(all, "client-options", "e");
        annotation(all, "status", "{'schema':1,".replace('\'', '"'));
        annotation(all, "client-properties", "a=b\n");
        all.add(new Dimension("client: autoscaler annotation", n -> {
            ObjectNode pod = Trees.client();
            ((ObjectNode) pod.at("/metadata/annotations"))
                    .put("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes", "v,".repeat(n));
            return pod;
        }));
        return all;
    }

    private static void of(List<Dimension> all, String who, Supplier<ObjectNode> pod) {
        for (String part : List.of(
                " ",
                "\t-Da=b",
                " -Dalluxio.x=${",
                " -Dalluxio.k=v",
                "$",
                "$$",
                "$(",
                "${",
                "$(A)",
                "${A}",
                "\\",
                "\\$",
                "'",
                "\"",
                " \" ",
                "%",
                "-",
                "\n")) {
            add(all, who, pod, "an option of " + shown(part), VALUE, "-Dalluxio.a=b ", part);
        }
        add(all, who, pod, "a long name", "/metadata/name", "n", "a");
        add(all, who, pod, "a long container name", "/spec/containers/0/name", "c", "a");
        for (String part : List.of("a", ":", "/", "@", "2.9.", "-")) {
            add(all, who, pod, "an image of " + shown(part), "/spec/containers/0/image", "alluxio/alluxio:", part);
        }
        for (String part : List.of(" a", "\n", "&& ", "${A} ", "$", "'a' ", "a=b;", "#", "-Dalluxio.x=y ")) {
            script(all, who, pod, part);
        }
        for (String part : List.of("/a", "/", "/..", "/./a/..", "a")) {
            add(
                    all,
                    who,
                    pod,
                    "a host path of " + shown(part),
                    "/spec/volumes/0/hostPath/path",
                    "/tmp",
                    part,
                    Volumes.HOST);
            add(
                    all,
                    who,
                    pod,
                    "a mount path of " + shown(part),
                    "/spec/containers/0/volumeMounts/0/mountPath",
                    "/tmp",
                    part,
                    Volumes.MOUNT);
        }
    }

    /** What has to be there before its text can grow. */
    private enum Volumes {
        NONE,
        HOST,
        MOUNT
    }

    private static void script(List<Dimension> all, String who, Supplier<ObjectNode> pod, String part) {
        all.add(new Dimension(who + ": a script of " + shown(part), n -> {
            ObjectNode made = pod.get();
            ((ObjectNode) made.at("/spec/containers/0"))
                    .putArray("command")
                    .add("sh")
                    .add("-c")
                    .add("exec /entrypoint.sh worker " + part.repeat(n));
            return made;
        }));
    }

    private static void add(
            List<Dimension> all,
            String who,
            Supplier<ObjectNode> pod,
            String name,
            String pointer,
            String start,
            String part) {
        add(all, who, pod, name, pointer, start, part, Volumes.NONE);
    }

    private static void add(
            List<Dimension> all,
            String who,
            Supplier<ObjectNode> pod,
            String name,
            String pointer,
            String start,
            String part,
            Volumes volumes) {
        all.add(new Dimension(who + ": " + name, n -> text(prepared(pod.get(), volumes), pointer, start, part, n)));
    }

    private static ObjectNode prepared(ObjectNode pod, Volumes volumes) {
        if (volumes != Volumes.NONE) {
            Trees.items(pod, "/spec/volumes", "{'name':'data','hostPath':{'path':'/tmp'}}", 1);
            Trees.items(pod, "/spec/containers/0/volumeMounts", "{'name':'data','mountPath':'/opt/domain'}", 1);
        }
        return pod;
    }

    private static void annotation(List<Dimension> all, String key, String part) {
        all.add(new Dimension("client: annotation " + key + " of " + shown(part), n -> {
            ObjectNode pod = Trees.client();
            ((ObjectNode) pod.at("/metadata/annotations")).put("alluxio.io/" + key, part.repeat(n));
            return pod;
        }));
    }

    private static String shown(String part) {
        return '[' + part.replace("\n", "\\n").replace("\t", "\\t") + ']';
    }
}
