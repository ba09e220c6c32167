package alluxio.admission.policy.rules.settings;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Placeholders, credentials, and settings that nothing reads. */
public final class SettingRules {
    private SettingRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(
                new AddressList(),
                new AliasConflict(),
                new ConfigMapMissing(),
                new ConfNotWritable(),
                new EmptyProperty(),
                new HdfsConfigurationPath(),
                new HiddenOptions(),
                new ImageArguments(),
                new ImagePullSecrets(),
                new JobService(),
                new PlainCredentials(),
                new Placeholder(),
                new PropertyVariable(),
                new RemovedProperty(),
                new RenamedProperty(),
                new SecretPermissions(),
                new UnexpandedVariable(),
                new UnfilledTemplate(),
                new UnreadVariable(),
                new VariableTooLong());
    }
}
