package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.Iterables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.settings.SettingsText.PropertyAssignment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Credentials of the under storage come from a Secret.
 *
 * <p><b>Restricted fields:</b> secret keys and passwords ({@code aws.secretKey}, {@code fs.oss.accessKeySecret},
 * {@code fs.swift.password}, {@code AWS_SECRET_ACCESS_KEY} and the like) in env, command and args of Alluxio's containers,
 * and in ConfigMaps of Alluxio.
 *
 * <p><b>Allowed values:</b> none, or a reference to a variable that comes from a Secret. It is a warning. The value is never
 * repeated in a message.
 *
 * <p><b>Why:</b> anyone who may read pods or ConfigMaps, which is nearly everyone, has the key to the storage.
 *
 * <p><b>Source:</b> Kubernetes: Good practices for Kubernetes Secrets; Alluxio's pages about under storages.
 */
public final class PlainCredentials implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "plain-credentials", "Anyone who may read pods or ConfigMaps gets the key to the under storage.")
            .forKinds(Stream.concat(ObjectKind.WORKLOADS.stream(), Stream.of(ObjectKind.CONFIG_MAP))
                    .toList())
            .forAnyRelease("anyone who may read the object can read the key");

    private static final Pattern PROPERTY = Pattern.compile(
            "(?i)aws\\.secretKey|s3a\\.secret\\.?key|fs\\..*(secret\\.?key|secretAccessKey|accessKeySecret|client\\.secret"
                    + "|password)|fs\\.azure\\.account\\.key\\..*"
                    + "|alluxio\\..*(password|(aws\\.|\\.)secret\\.?(access\\.?)?key)");

    private static final Set<String> STORAGES =
            Set.of("AWS", "S3", "S3A", "OSS", "COS", "OBS", "GCS", "AZURE", "HDFS", "UFS", "ALLUXIO");
    private static final List<String> SECRETS =
            List.of("_SECRET_KEY", "_SECRET_ACCESS_KEY", "_SECRETACCESSKEY", "_PASSWORD", "_CLIENT_SECRET");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (SettingsText written : SettingsText.of(object)) {
            if (written.container().filter(c -> !c.isOfAlluxio()).isPresent()) {
                continue;
            }
            credential(written)
                    .ifPresent(name -> findings.at(written.container(), written.field())
                            .found(name + " in plain text")
                            .wanted("a Secret")
                            .fix(fix(written, name)));
        }
    }

    private static Optional<String> credential(SettingsText written) {
        if (isCredential(written.name()) && isWrittenOut(written.value())) {
            return Optional.of(written.name());
        }
        return Iterables.first(
                        written.settings(), s -> PROPERTY.matcher(s.key()).matches() && isWrittenOut(s.value()))
                .map(PropertyAssignment::key);
    }

    /** {@code AWS_SECRET_ACCESS_KEY}, {@code OSS_BACKUP_PASSWORD}. */
    private static boolean isCredential(String variable) {
        int storage = variable.indexOf('_');
        return storage > 0
                && STORAGES.contains(variable.substring(0, storage))
                && Iterables.any(SECRETS, variable::endsWith)
                && !variable.contains("__")
                && variable.chars().allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    /** No reference, and no placeholder, which another rule is about. */
    private static boolean isWrittenOut(String value) {
        return !value.isBlank() && !value.contains("$") && !value.startsWith("<") && !value.contains("{{");
    }

    private static String fix(SettingsText written, String name) {
        if (written.name().equals(name)) {
            return "move the value to a Secret, and take " + name + " from it with valueFrom.secretKeyRef";
        }
        if (written.isSiteFile()) {
            return "move the whole alluxio-site.properties to a Secret, and mount that at /opt/alluxio/conf or "
                    + "/etc/alluxio instead";
        }
        return "move the value to a Secret, set the variable STORAGE_SECRET from it (secretKeyRef), and write " + name
                + "=" + (written.container().isPresent() ? "$(STORAGE_SECRET)" : "${STORAGE_SECRET}");
    }
}
