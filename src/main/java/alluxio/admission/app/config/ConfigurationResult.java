package alluxio.admission.app.config;

import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.List;

/** The result of reading a configuration file: what is written, or its errors. Immutable. */
public sealed interface ConfigurationResult {

    /** @param remarks what is set but has no effect in this version: {@code file:line:column: path: remark} */
    record Loaded(WrittenConfiguration written, List<String> remarks) implements ConfigurationResult {
        public Loaded {
            remarks = List.copyOf(remarks);
        }
    }

    /** @param errors at least one, in the order of the file: {@code file:line:column: path: what is wrong, what is allowed} */
    record Rejected(List<String> errors) implements ConfigurationResult {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }
}
