package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How clients get their Alluxio properties, and which.
 *
 * @param properties for every client, sorted by key
 */
public record ClientSettings(ClientOptions options, SortedMap<String, String> properties) {
    public ClientSettings {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    public ClientSettings(ClientOptions options, Map<String, String> properties) {
        this(options, new TreeMap<>(properties));
    }
}
