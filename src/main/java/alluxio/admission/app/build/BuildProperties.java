package alluxio.admission.app.build;

import alluxio.admission.policy.RuleDocumentation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the build wrote into the application: the file build.properties, which is absent in a class path that an IDE made. */
public final class BuildProperties {
    private static final String RESOURCE = "/alluxio/admission/app/build.properties";

    private final Properties properties;

    BuildProperties(Properties properties) {
        this.properties = properties;
    }

    /** Of the running application. */
    public static BuildProperties load() {
        try (InputStream in = BuildProperties.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return new BuildProperties(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Where findings say that their rules are described: the page of the Maven property rules.url, or explain. */
    public RuleDocumentation ruleDocumentation() {
        return value("rules.url").map(RuleDocumentation::new).orElseGet(RuleDocumentation::byCommand);
    }

    Optional<String> value(String key) {
        @Nullable String value = properties.getProperty(key);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }
}
