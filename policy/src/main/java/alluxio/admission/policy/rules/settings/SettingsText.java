package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that stands in the object itself: what is in a ConfigMap is judged there, and not where it is used.
 *
 * @param container that has it; empty for a ConfigMap
 * @param name of the variable or the file; "" for a word of the command line
 */
record SettingsText(Optional<Container> container, Field field, String name, String value) {
    private static final String SITE_FILE = "alluxio-site.properties";

    /** One property in a text. */
    record PropertyAssignment(String key, String value) {}

    private static final Derived<ReviewedObject, List<SettingsText>> ALL = Derived.of(SettingsText::read);

    static List<SettingsText> of(ReviewedObject object) {
        return object.get(ALL);
    }

    private static List<SettingsText> read(ReviewedObject object) {
        return object.kind() == ObjectKind.CONFIG_MAP
                ? ofConfigMap(object.root())
                : Iterables.flatMap(object.startedContainers(), SettingsText::ofContainer);
    }

    /** Whether a ConfigMap is Alluxio's, by what it holds. */
    static boolean isOfAlluxio(Field configMap) {
        return Iterables.any(
                configMap.at("data").members(),
                entry -> entry.name().startsWith("ALLUXIO_") || entry.name().equals(SITE_FILE));
    }

    private static List<SettingsText> ofConfigMap(Field map) {
        return isOfAlluxio(map)
                ? Iterables.map(
                        map.at("data").members(),
                        entry -> new SettingsText(Optional.empty(), entry, entry.name(), entry.string()))
                : List.of();
    }

    private static List<SettingsText> ofContainer(Container container) {
        List<SettingsText> texts = new ArrayList<>();
        for (Field entry : container.field().at("env").items()) {
            texts.add(new SettingsText(
                    Optional.of(container),
                    entry,
                    entry.at("name").string(),
                    entry.at("value").string()));
        }
        container
                .commandLine()
                .words()
                .forEach(word -> texts.add(new SettingsText(
                        Optional.of(container), word.at(), "", word.at().string())));
        return texts;
    }

    boolean isSiteFile() {
        return name.equals(SITE_FILE) || name.equals("ALLUXIO_SITE_PROPERTIES");
    }

    /** Its properties; a variable that is one property's whole value is one. Elsewhere than in Alluxio, only Alluxio's count. */
    List<PropertyAssignment> settings() {
        field.budget().spendText(value.length());
        if (container.filter(c -> !c.isOfAlluxio()).isPresent()) {
            return Iterables.filter(in(value), s -> s.key().startsWith(PropertyKeys.PREFIX));
        }
        return OptionVariables.propertyOf(name)
                .map(key -> List.of(new PropertyAssignment(key, value)))
                .orElseGet(() -> in(value));
    }

    /** Whether the text has one of these characters. */
    static boolean hasAny(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The properties in options or in the lines of a properties file. */
    static List<PropertyAssignment> in(String text) {
        return SettingScanner.scan(text);
    }
}
