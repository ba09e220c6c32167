package alluxio.admission.model.alluxio;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The property keys of one release of Alluxio, as its own classes say: {@code alluxio.conf.PropertyKey} of the jar
 * {@code alluxio-core-common}, in a class loader of its own.
 */
final class AlluxioJar implements AutoCloseable {
    private static final Map<String, String> GETTERS = Map.of(
            "BOOLEAN", "getBoolean",
            "INTEGER", "getInt",
            "LONG", "getLong",
            "DOUBLE", "getDouble",
            "DURATION", "getMs",
            "DATASIZE", "getBytes",
            "ENUM", "getEnum",
            "CLASS", "getClass",
            "LIST", "getList");

    private final URLClassLoader loader;
    private final Class<?> propertyKey;

    /** @param classPath the jar of the release first, then the libraries that it needs */
    AlluxioJar(List<Path> classPath) {
        loader = new URLClassLoader(
                classPath.stream().map(AlluxioJar::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        propertyKey = load("alluxio.conf.PropertyKey");
    }

    /** The release of which the build has the jars; {@code model/pom.xml} copies them. */
    static AlluxioJar ofBuild() {
        return new AlluxioJar(
                jars(Path.of(System.getProperty("project.root", "..")).resolve("model/target/alluxio")));
    }

    /** The jars of a folder. */
    static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of its keys. */
    List<String> keys() {
        return defaultKeys().stream().map(this::name).toList();
    }

    /** The older names of its keys, with the key that declares each. */
    Map<String, String> aliases() {
        Map<String, String> aliases = new TreeMap<>();
        for (Object key : defaultKeys()) {
            for (String alias : texts(field(key.getClass(), "mAliases", key))) {
                if (!alias.equals(name(key))) {
                    aliases.put(alias, name(key));
                }
            }
        }
        return aliases;
    }

    /** What {@code RemovedKey} says of each key that it knows. */
    Map<String, String> removed() {
        Object messages = field(load("alluxio.conf.RemovedKey"), "REMOVED_KEYS", null);
        return ((Map<?, ?>) messages)
                .entrySet().stream()
                        .collect(toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    /** The name of the key that a setting of this name reaches; "" where there is none. */
    String resolve(String name) {
        try {
            boolean valid =
                    (boolean) propertyKey.getMethod("isValid", String.class).invoke(null, name);
            return valid
                    ? name(propertyKey.getMethod("fromString", String.class).invoke(null, name))
                    : "";
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /**
     * What each key makes of an empty value, as its configuration and the getter of its type do: {@code error}, {@code true}
     * for a boolean that is true by default and then false, {@code false} for another boolean, {@code empty}.
     */
    Map<String, String> typesOfEmpty() {
        Map<String, String> types = new TreeMap<>();
        for (Object key : defaultKeys()) {
            if (name(key).startsWith(PropertyKeys.PREFIX)) {
                types.put(name(key), ofEmpty(key));
            }
        }
        return types;
    }

    private String ofEmpty(Object key) {
        try {
            String type = String.valueOf(propertyKey.getMethod("getType").invoke(key));
            Object byDefault = propertyKey.getMethod("getDefaultValue").invoke(key);
            Object value = read(key, GETTERS.getOrDefault(type, "getString"));
            return Boolean.FALSE.equals(value) ? String.valueOf(Boolean.TRUE.equals(byDefault)) : "empty";
        } catch (InvocationTargetException e) {
            return "error";
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name(key), e);
        }
    }

    private Object read(Object key, String getter) throws ReflectiveOperationException {
        Class<?> propertiesType = load("alluxio.conf.AlluxioProperties");
        Object properties = propertiesType.getConstructor().newInstance();
        Class<?> sourceType = load("alluxio.conf.Source");
        propertiesType
                .getMethod("merge", Map.class, sourceType)
                .invoke(
                        properties,
                        Map.of(name(key), ""),
                        sourceType.getField("SYSTEM_PROPERTY").get(null));
        Class<?> configurationType = load("alluxio.conf.InstancedConfiguration");
        Object configuration = configurationType.getConstructor(propertiesType).newInstance(properties);
        return getter.equals("getEnum")
                ? configurationType
                        .getMethod(getter, propertyKey, Class.class)
                        .invoke(
                                configuration,
                                key,
                                propertyKey.getMethod("getEnumType").invoke(key))
                : configurationType.getMethod(getter, propertyKey).invoke(configuration, key);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Object> defaultKeys() {
        try {
            return new ArrayList<>(
                    (Collection<?>) propertyKey.getMethod("defaultKeys").invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String name(Object key) {
        try {
            return (String) propertyKey.getMethod("getName").invoke(key);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object field(Class<?> type, String name, @Nullable Object of) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            Object value = field.get(of);
            return value == null ? List.of() : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Up to 2.6 a key has an array of aliases, later a list. */
    private static List<String> texts(Object value) {
        return value instanceof String[] array
                ? Arrays.asList(array)
                : ((Collection<?>) value).stream().map(String::valueOf).toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
