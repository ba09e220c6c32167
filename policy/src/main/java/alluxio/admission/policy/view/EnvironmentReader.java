package alluxio.admission.policy.view;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.policy.view.Environment.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a container's environment together. Source: {@code makeEnvironmentVariables} in the kubelet. */
final class EnvironmentReader {
    private final String namespace;
    private final ClusterView view;
    private final Budget budget;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<String> unseen = new ArrayList<>();

    private EnvironmentReader(String namespace, ClusterView view, Budget budget) {
        this.budget = budget;
        this.namespace = namespace;
        this.view = view;
    }

    static Environment read(Field container, String namespace, ClusterView view) {
        EnvironmentReader reader = new EnvironmentReader(namespace, view, container.budget());
        container.at("envFrom").items().forEach(reader::from);
        container.at("env").items().forEach(reader::one);
        return new Environment(reader.variables, reader.unseen);
    }

    private void from(Field source) {
        Field secret = source.at("secretRef", "name");
        if (secret.exists()) {
            unseen.add("Secret " + secret.string());
        }
        Field map = source.at("configMapRef", "name");
        if (!map.exists()) {
            return;
        }
        String name = "ConfigMap " + map.string();
        Optional<Field> data = data(map.string());
        data.ifPresentOrElse(
                found -> found.members()
                        .forEach(entry -> put(
                                source.at("prefix").string() + entry.name(),
                                Optional.of(entry.string()),
                                source,
                                name)),
                () -> unseen.add(name));
    }

    private Optional<Field> data(String configMap) {
        return view.find("ConfigMap", namespace, configMap)
                .map(object -> Field.root(object, budget).at("data"));
    }

    private void one(Field entry) {
        String name = entry.at("name").string();
        Field from = entry.at("valueFrom");
        put(
                name,
                from.exists()
                        ? referred(from)
                        : Optional.of(expanded(entry.at("value").string())),
                entry,
                "env");
    }

    /** Only what comes earlier can be referred to. */
    private String expanded(String value) {
        return new Environment(variables, List.of()).expand(value);
    }

    private Optional<String> referred(Field from) {
        Optional<String> field = from.at("fieldRef", "fieldPath")
                .text()
                .or(() -> from.at("resourceFieldRef", "resource").text());
        if (field.isPresent()) {
            return field.map(path -> "{" + path + "}");
        }
        Field key = from.at("configMapKeyRef");
        return data(key.at("name").string())
                .flatMap(data -> data.at(key.at("key").string()).text());
    }

    private void put(String name, Optional<String> value, Field origin, String source) {
        variables.put(name, new Variable(name, value, origin, source));
    }
}
