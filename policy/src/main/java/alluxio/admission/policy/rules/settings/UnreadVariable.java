package alluxio.admission.policy.rules.settings;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Limits;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.OptionVariables;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Options are in a variable that Alluxio reads there.
 *
 * <p><b>Restricted fields:</b> {@code ALLUXIO_*_JAVA_OPTS} in {@code env} of containers and in ConfigMaps of Alluxio.
 *
 * <p><b>Allowed values:</b> {@code ALLUXIO_JAVA_OPTS} and the variable of the container's own role, in Alluxio's images;
 * {@code ALLUXIO_FUSE_JAVA_OPTS} from 2.4. Not {@code ALLUXIO_CLIENT_JAVA_OPTS}, which no release reads, and none of them in
 * the container of an application. It is a warning.
 *
 * <p><b>Why:</b> Alluxio's Java code reads no such variable; the scripts of its images do, and each only its own. Options
 * in another one have no effect, without any error.
 *
 * <p><b>Source:</b> {@code alluxio-config.sh} and {@code entrypoint.sh} of 2.0 to 2.10; Alluxio issue 11899.
 */
public final class UnreadVariable implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "unread-variable",
                    "Nothing in this container reads the variable, so its options have no effect, and no error says so.")
            .forKinds(Stream.concat(ObjectKind.WORKLOADS.stream(), Stream.of(ObjectKind.CONFIG_MAP))
                    .toList());

    private static final String START = "ALLUXIO_";
    private static final String END = "JAVA_OPTS";
    private static final Pattern MENTION = Pattern.compile("ALLUXIO_[A-Z0-9_]*+");
    private static final Derived<Container, Set<String>> MENTIONED = Derived.of(UnreadVariable::mentioned);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        int reported = 0;
        for (SettingsText written : SettingsText.of(object)) {
            if (!isNameOfOptions(written.name())
                    || written.field().at("valueFrom").exists()) {
                continue;
            }
            // Names are compared letter by letter: only for as many as are told.
            boolean compare = reported < Limits.REPORTED_FINDINGS;
            Optional<String> fix = written.container()
                    .map(container -> fix(written.name(), container, compare))
                    .orElseGet(() -> unknown(written.name(), compare));
            if (fix.isPresent()) {
                reported++;
                report(written, fix.get(), findings);
            }
        }
    }

    /** {@code ALLUXIO_…_JAVA_OPTS}, in capitals, digits and underscores. */
    private static boolean isNameOfOptions(String name) {
        if (!name.startsWith(START) || !name.endsWith("_" + END)) {
            return false;
        }
        for (int i = START.length(); i < name.length() - END.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static void report(SettingsText written, String fix, Findings findings) {
        findings.at(written.container(), written.field())
                .found(written.name() + ", which "
                        + written.container()
                                .map(container ->
                                        "nothing in container \"" + MessageText.cut(container.name()) + "\" reads")
                                .orElse("no part of Alluxio reads"))
                .wanted("the options in a variable that is read")
                .fix(fix);
    }

    /** What to do; empty when the variable is read, or may be. */
    private static Optional<String> fix(String name, Container container, boolean compare) {
        if (!container.isOfAlluxio()) {
            return mayBeRead(name, container)
                    ? Optional.empty()
                    : Optional.of("write the options to JAVA_TOOL_OPTIONS, which every JVM reads, or set the label "
                            + "alluxio.io/inject: \"true\" and leave " + name + " out");
        }
        if (container.role().isEmpty()) {
            return unknown(name, compare);
        }
        boolean overwritten = name.equals(JavaOptionVariables.FUSE)
                && container.is(Role.FUSE)
                && container.lacks(ReleaseChange.FUSE_OPTIONS_READ);
        return overwritten
                ? Optional.of("write the options to " + JavaOptionVariables.ALL_ROLES + ": FUSE reads " + name
                        + " from " + ReleaseChange.FUSE_OPTIONS_READ.since() + " on")
                : unknown(name, compare).or(() -> ofOtherRole(name, container));
    }

    /** A script of its own may use the variable, and an image for Alluxio has Alluxio's. */
    private static boolean mayBeRead(String name, Container container) {
        return container.image().contains("alluxio") || container.get(MENTIONED).contains(name);
    }

    /** The names of such variables in the command line and in other variables. */
    private static Set<String> mentioned(Container container) {
        Set<String> names = new HashSet<>();
        Stream.concat(
                        container.commandLine().words().stream()
                                .map(word -> word.at().string()),
                        container.field().at("env").items().stream()
                                .map(other -> other.at("value").string()))
                .forEach(text -> {
                    container.field().budget().spendText(text.length());
                    Matcher matcher = MENTION.matcher(text);
                    while (matcher.find()) {
                        String name = matcher.group();
                        int end = name.lastIndexOf(END);
                        if (end > 0) {
                            names.add(name.substring(0, end + END.length()));
                        }
                    }
                });
        return names;
    }

    private static Optional<String> unknown(String name, boolean compare) {
        if (JavaOptionVariables.known().contains(name)) {
            return Optional.empty();
        }
        Optional<String> near = compare ? DidYouMean.nearest(name, JavaOptionVariables.known()) : Optional.empty();
        return Optional.of(
                name.equals(JavaOptionVariables.CLIENT)
                        ? "use ALLUXIO_FUSE_JAVA_OPTS for FUSE (from 2.4; before, ALLUXIO_JAVA_OPTS), and "
                                + "JAVA_TOOL_OPTIONS for applications"
                        : "use the variable of the role, such as "
                                + near.orElse(JavaOptionVariables.WORKER)
                                + ", or ALLUXIO_JAVA_OPTS");
    }

    private static Optional<String> ofOtherRole(String name, Container container) {
        // A container of another kind, such as CSI, has its own ways.
        boolean hasVariable =
                container.role().flatMap(JavaOptionVariables::ofRole).isPresent();
        return JavaOptionVariables.roleOf(name)
                .filter(role -> hasVariable && !container.is(role) && !startsBoth(role, container))
                .map(role -> "move the options to "
                        + OptionVariables.ofRole(container).orElse(JavaOptionVariables.ALL_ROLES)
                        + ", or to the container of the " + role.key());
    }

    /** {@code master} and {@code worker}, without {@code -only}, start the job service in the same container. */
    private static boolean startsBoth(Role role, Container container) {
        return (role == Role.JOB_MASTER && container.hasWord("master"))
                || (role == Role.JOB_WORKER && container.hasWord("worker"));
    }
}
