package alluxio.admission.app.config;

import alluxio.admission.app.config.ConfigurationResult.Loaded;
import alluxio.admission.app.config.ConfigurationResult.Rejected;
import alluxio.admission.model.configuration.Profile;
import java.util.List;

/** Configuration texts for tests, and what the reader makes of them; the file is called c.yaml. */
final class ReadConfigurations {
    static final String HEAD = "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n";
    /** The smallest profile; more keys of it may follow. */
    static final String PROFILE = HEAD + "profiles:\n- name: a\n  namespace: b\n  master: {addresses: ['m:1']}\n";

    private ReadConfigurations() {}

    static Profile only(String text) {
        return List.copyOf(loaded(text).written().configuration().profiles().values())
                .getFirst();
    }

    static Loaded loaded(String text) {
        return switch (new AdmissionConfigurationReader().read(text, "c.yaml")) {
            case Loaded loaded -> loaded;
            case Rejected rejected -> throw new AssertionError(String.join("\n", rejected.errors()));
        };
    }

    static List<String> rejected(String text) {
        return switch (new AdmissionConfigurationReader().read(text, "c.yaml")) {
            case Loaded loaded -> throw new AssertionError("loaded: " + loaded);
            case Rejected rejected -> rejected.errors();
        };
    }
}
