package alluxio.admission.app.linear;

import static alluxio.admission.app.linear.Trees.items;
import static alluxio.admission.app.linear.Trees.json;
import static alluxio.admission.app.linear.Trees.members;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What may grow in objects other than pods, and in templates. */
final class ObjectDimensions {
    private ObjectDimensions() {}

    static List<Dimension> all() {
        return List.of(
                new Dimension(
                        "ConfigMap: keys",
                        n -> members(configMap(), "/data", "ALLUXIO_A#_JAVA_OPTS", "-Dalluxio.a#=b", n)),
                new Dimension("ConfigMap: options", n -> option(" -Dalluxio.a=b", n)),
                new Dimension("ConfigMap: open references", n -> option(" -Dalluxio.a=${", n)),
                new Dimension("ConfigMap: properties file", n -> file("alluxio-site.properties", "alluxio.a=b\n", n)),
                new Dimension("ConfigMap: continued lines", n -> file("alluxio-site.properties", "a\\\n", n)),
                new Dimension("ConfigMap: XML", n -> file("core-site.xml", "<property><name>a</name></property>", n)),
                new Dimension("Service: ports", n -> items(service(), "/spec/ports", "{'name':'p#','port':19998}", n)),
                new Dimension("Service: selector", n -> members(service(), "/spec/selector", "a#", "b", n)),
                new Dimension(
                        "StatefulSet: claim templates",
                        n -> items(master(), "/spec/volumeClaimTemplates", "{'metadata':{'name':'c#'},'spec':{}}", n)),
                new Dimension(
                        "StatefulSet: mounts",
                        n -> items(
                                master(),
                                "/spec/template/spec/containers/0/volumeMounts",
                                "{'name':'journal','mountPath':'/journal/#'}",
                                n)),
                new Dimension(
                        "StatefulSet: labels of the template",
                        n -> members(master(), "/spec/template/metadata/labels", "a#", "b", n)),
                new Dimension(
                        "NetworkPolicy: ports",
                        n -> items(policy(), "/spec/ingress/0/ports", "{'port':19998,'protocol':'TCP'}", n)),
                new Dimension(
                        "NetworkPolicy: rules", n -> items(policy(), "/spec/ingress", "{'ports':[{'port':1}]}", n)));
    }

    private static ObjectNode configMap() {
        return json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'alluxio-config','namespace':'alluxio'},"
                + "'data':{'ALLUXIO_JAVA_OPTS':'-Dalluxio.master.hostname=m'}}");
    }

    private static ObjectNode option(String part, int count) {
        return Trees.text(configMap(), "/data/ALLUXIO_JAVA_OPTS", "-Dalluxio.master.hostname=m", part, count);
    }

    private static ObjectNode file(String name, String part, int count) {
        return Trees.text(configMap(), "/data/" + name, "", part, count);
    }

    private static ObjectNode service() {
        return json("{'apiVersion':'v1','kind':'Service','metadata':{'name':'alluxio-master-0','namespace':'alluxio'},"
                + "'spec':{'selector':{'app':'alluxio'},'ports':[]}}");
    }

    private static ObjectNode policy() {
        return json("{'apiVersion':'networking.k8s.io/v1','kind':'NetworkPolicy',"
                + "'metadata':{'name':'alluxio','namespace':'alluxio'},"
                + "'spec':{'podSelector':{},'ingress':[{'ports':[]}]}}");
    }

    private static ObjectNode master() {
        return json("""
                {'apiVersion':'apps/v1','kind':'StatefulSet','metadata':{'name':'alluxio-master','namespace':'alluxio'},
                 'spec':{'replicas':3,'serviceName':'alluxio-master','volumeClaimTemplates':[],
                  'template':{'metadata':{'labels':{'app':'alluxio','role':'alluxio-master'}},
                   'spec':{'volumes':[],'containers':[{'name':'alluxio-master','image':'alluxio/alluxio:2.9.6',
                    'args':['master-only'],'env':[{'name':'ALLUXIO_MASTER_JAVA_OPTS',
                     'value':'-Dalluxio.master.journal.type=EMBEDDED -Dalluxio.master.journal.folder=/journal'}],
                    'volumeMounts':[]}]}}}}""");
    }
}
