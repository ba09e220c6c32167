package alluxio.admission.model.view;

import alluxio.admission.model.Limits;
import alluxio.admission.model.view.ContainerEnvironment.TooLong;
import alluxio.admission.model.view.ContainerEnvironment.Variable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the environment of a container. Source: {@code makeEnvironmentVariables} in the kubelet. */
final class ContainerEnvironmentReader {
    /** The cost of a variable that comes from a ConfigMap: it is kept for the whole decision. */
    private static final int STEPS_FOR_TAKEN_OVER = 16;

    private final Pod pod;
    private final Expansion expansion;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<String> unseen = new ArrayList<>();
    private final List<TooLong> tooLong = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private boolean restsOnUnknown;

    private ContainerEnvironmentReader(Container container) {
        this.pod = container.pod();
        this.expansion = container.expansion();
    }

    static ContainerEnvironment read(Container container) {
        ContainerEnvironmentReader reader = new ContainerEnvironmentReader(container);
        container.field().at("envFrom").items().forEach(reader::from);
        container.field().at("env").items().forEach(reader::one);
        return new ContainerEnvironment(
                reader.variables, reader.replaced, reader.tooLong, new UnseenOfContainer(container, reader.unseen));
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
        String prefix = source.at("prefix").string();
        pod.configMap(map.string())
                .ifPresentOrElse(
                        found -> found.at("data").members().forEach(entry -> {
                            // A few bytes in each of many containers may take over all of a large ConfigMap.
                            source.budget().spend(STEPS_FOR_TAKEN_OVER);
                            if (entry.isOmitted()) {
                                putTooLong(prefix + entry.name(), source, name);
                            } else {
                                put(prefix + entry.name(), entry.string(), source, name);
                            }
                        }),
                        () -> unseen.add(pod.unseenConfigMap(map.string())));
    }

    private void one(Field entry) {
        String name = entry.at("name").string();
        if (Optional.ofNullable(variables.get(name))
                .filter(former -> !former.source().equals("env"))
                .isPresent()) {
            replaced.add(name);
        }
        Field from = entry.at("valueFrom");
        if (from.exists()) {
            variables.put(name, new Variable(name, referred(from), entry, "env", isOmitted(from)));
            return;
        }
        restsOnUnknown = false;
        Expansion.Expanded value = expansion.kubelet(entry.at("value").string(), this::earlier);
        if (value.text().isPresent() && !restsOnUnknown) {
            put(name, value.text().get(), entry, "env");
            return;
        }
        if (value.tooLong()) {
            tooLong.add(new TooLong(name, entry, "env", true));
        }
        variables.put(name, new Variable(name, Optional.empty(), entry, "env", true));
    }

    /** The value of an earlier variable; others cannot be referred to. A reference to one beyond a limit is beyond it, too. */
    private Optional<String> earlier(String name) {
        Optional<Variable> variable = Optional.ofNullable(variables.get(name));
        restsOnUnknown |= variable.filter(Variable::beyond).isPresent();
        return variable.flatMap(Variable::value);
    }

    private Optional<String> referred(Field from) {
        Optional<String> field = from.at("fieldRef", "fieldPath")
                .text()
                .or(() -> from.at("resourceFieldRef", "resource").text());
        if (field.isPresent()) {
            return field.map(path -> "{" + path + "}");
        }
        Field key = from.at("configMapKeyRef");
        return pod.configMap(key.at("name").string())
                .flatMap(map -> map.at("data", key.at("key").string()).text());
    }

    private boolean isOmitted(Field from) {
        Field key = from.at("configMapKeyRef");
        return pod.configMap(key.at("name").string())
                .filter(map -> map.at("data", key.at("key").string()).isOmitted())
                .isPresent();
    }

    /** Of a ConfigMap that is seen without its longest values, which are longer than a variable can be. */
    private void putTooLong(String name, Field origin, String source) {
        tooLong.add(new TooLong(name, origin, source, false));
        variables.put(name, new Variable(name, Optional.empty(), origin, source, true));
    }

    private void put(String name, String value, Field origin, String source) {
        origin.budget().spendText(value.length());
        // With "=" and the NUL at the end.
        boolean fits = bytes(name) + bytes(value) + 2 <= Limits.ENVIRONMENT_VARIABLE_BYTES;
        if (!fits) {
            tooLong.add(new TooLong(name, origin, source, false));
        }
        variables.put(name, new Variable(name, fits ? Optional.of(value) : Optional.empty(), origin, source, !fits));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
