package alluxio.admission.app.linear;

import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects to let grow, and ways to let them. JSON is written with single quotes. */
final class Trees {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Trees() {}

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** A pod that opted in, with one application container that is given properties. */
    static ObjectNode client() {
        return json("""
                {'apiVersion':'v1','kind':'Pod',
                 'metadata':{'name':'client','namespace':'team','labels':{'alluxio.io/inject':'true'},'annotations':{}},
                 'spec':{'containers':[{'name':'app','image':'registry.example/app:1',
                   'env':[{'name':'JAVA_TOOL_OPTIONS','value':'-Xmx1g'}],'ports':[],'volumeMounts':[]}],
                  'initContainers':[],'volumes':[]}}""");
    }

    /** A pod of Alluxio's own. */
    static ObjectNode worker() {
        return json("""
                {'apiVersion':'v1','kind':'Pod','metadata':{'name':'alluxio-worker','namespace':'alluxio',
                  'labels':{'app':'alluxio','role':'alluxio-worker'},'annotations':{}},
                 'spec':{'containers':[{'name':'alluxio-worker','image':'alluxio/alluxio:2.9.6','args':['worker-only'],
                   'command':['/entrypoint.sh'],
                   'env':[{'name':'ALLUXIO_WORKER_JAVA_OPTS','value':'-Dalluxio.worker.hostname=w -Xmx4g'}],
                   'ports':[],'volumeMounts':[]}],
                  'initContainers':[],'volumes':[]}}""");
    }

    /** Adds so many items to a list at a JSON Pointer; in each, {@code #} is its number in six digits. */
    static ObjectNode items(ObjectNode object, String pointer, String item, int count) {
        return each(object, pointer, i -> json(item.replace("#", "%06d".formatted(i))), count);
    }

    static ObjectNode each(ObjectNode object, String pointer, IntFunction<JsonNode> item, int count) {
        ArrayNode list = (ArrayNode) parent(object, pointer);
        for (int i = 0; i < count; i++) {
            list.add(item.apply(i));
        }
        return object;
    }

    /** Adds so many members to an object at a JSON Pointer. */
    static ObjectNode members(ObjectNode object, String pointer, String key, String value, int count) {
        ObjectNode map = (ObjectNode) parent(object, pointer);
        for (int i = 0; i < count; i++) {
            String number = "%06d".formatted(i);
            map.put(key.replace("#", number), value.replace("#", number));
        }
        return object;
    }

    /** Sets a text at a JSON Pointer to what is there now and so many repetitions. */
    static ObjectNode text(ObjectNode object, String pointer, String start, String repeated, int count) {
        int slash = pointer.lastIndexOf('/');
        String value = start + repeated.repeat(count);
        JsonNode parent = object.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1).replace("~1", "/");
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), list.stringNode(value));
        } else {
            ((ObjectNode) parent).put(last, value);
        }
        return object;
    }

    private static JsonNode parent(ObjectNode object, String pointer) {
        JsonNode found = object.at(pointer);
        if (!found.isMissingNode()) {
            return found;
        }
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) object.at(pointer.substring(0, slash));
        return parent.putArray(pointer.substring(slash + 1));
    }
}
