package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Whitespace;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An update does not change the type of the journal.
 *
 * <p><b>Restricted fields:</b> on UPDATE: {@code alluxio.master.journal.type} in masters and in ConfigMaps.
 *
 * <p><b>Allowed values:</b> the same as before. For a migration: {@code alluxio.master.journal.init.from.backup} set, or the
 * annotation {@code alluxio.io/allow-format: "true"}.
 *
 * <p><b>Why:</b> a UFS journal and an embedded one cannot read each other's files: the masters do not start, or start with
 * none of the metadata.
 *
 * <p><b>Source:</b> Alluxio's documentation of the journal: changing the type takes a backup, a format and a start from the
 * backup.
 */
public final class JournalTypeChange implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-type-change",
                    "A UFS journal and an embedded one cannot read each other's files: without a backup and a restore "
                            + "all metadata is lost.")
            .forKinds(List.of(
                    ObjectKind.POD,
                    ObjectKind.DEPLOYMENT,
                    ObjectKind.STATEFUL_SET,
                    ObjectKind.DAEMON_SET,
                    ObjectKind.REPLICA_SET,
                    ObjectKind.REPLICATION_CONTROLLER,
                    ObjectKind.CONFIG_MAP));

    private static final String FIX = "keep the type; to migrate: back up, annotate with " + Keys.ALLOW_FORMAT
            + ": \"true\", and start with -D" + PropertyKeys.MASTER_JOURNAL_INIT_FROM_BACKUP + "=<backup>";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (!object.isUpdate() || object.allows(Keys.ALLOW_FORMAT)) {
            return;
        }
        if (object.kind() == ObjectKind.CONFIG_MAP) {
            configMap(object, object.old().get(), findings);
            return;
        }
        for (MasterJournal journal : MasterJournals.journals(object)) {
            Optional<String> before = MasterJournals.before(object, journal).flatMap(MasterJournal::type);
            Optional<Property> type = journal.master().options().get(PropertyKeys.MASTER_JOURNAL_TYPE);
            boolean restored = journal.master()
                    .options()
                    .get(PropertyKeys.MASTER_JOURNAL_INIT_FROM_BACKUP)
                    .isPresent();
            if (before.isPresent() && type.isPresent() && !before.equals(journal.type()) && !restored) {
                findings.at(journal.master(), type.get().origin())
                        .found(found(journal.type().orElse(""), before.get()))
                        .wanted(wanted(before.get()))
                        .fix(FIX);
            }
        }
    }

    private static void configMap(ReviewedObject object, ReviewedObject old, Findings findings) {
        for (Field entry : object.root().at("data").members()) {
            Optional<String> now = type(entry.string());
            Optional<String> before = type(old.root().at("data", entry.name()).string());
            boolean restored = entry.string().contains(PropertyKeys.MASTER_JOURNAL_INIT_FROM_BACKUP);
            if (now.isPresent() && before.isPresent() && !now.equals(before) && !restored) {
                findings.at(entry)
                        .found(found(now.get(), before.get()))
                        .wanted(wanted(before.get()))
                        .fix(FIX);
            }
        }
    }

    /** Of options or of the lines of a properties file; the last one, which wins. */
    private static Optional<String> type(String text) {
        Optional<String> type = Optional.empty();
        for (int at = text.indexOf(PropertyKeys.MASTER_JOURNAL_TYPE);
                at >= 0;
                at = text.indexOf(PropertyKeys.MASTER_JOURNAL_TYPE, at + 1)) {
            int equals = skipSpace(text, at + PropertyKeys.MASTER_JOURNAL_TYPE.length());
            if (isKey(text, at) && text.startsWith("=", equals)) {
                String value = word(text, skipSpace(text, equals + 1));
                type = value.isEmpty() ? type : Optional.of(value.toUpperCase(Locale.ROOT));
            }
        }
        return type;
    }

    /** Whether it begins an option, or a line. */
    private static boolean isKey(String text, int at) {
        int start = at;
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        return text.startsWith("-D", at - 2)
                || start == 0
                || text.charAt(start - 1) == '\n'
                || text.charAt(start - 1) == '\r';
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Whitespace.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String word(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end);
    }

    private static String found(String now, String before) {
        return PropertyKeys.MASTER_JOURNAL_TYPE + "=" + now + ", before " + before;
    }

    private static String wanted(String before) {
        return PropertyKeys.MASTER_JOURNAL_TYPE + "=" + before;
    }
}
