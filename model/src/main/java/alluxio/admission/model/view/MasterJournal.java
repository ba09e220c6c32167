package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.StorageLocation;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A master's journal, as far as it can be seen. Where the properties are not seen, the mount that is visibly a journal is
 * taken for it, and a declared port 19200 for an embedded one, as the official manifests declare it for nothing else.
 *
 * @param type {@link #UFS}, {@link #EMBEDDED}, another word, or empty when it is not known
 * @param folder its local directory; empty when it is elsewhere, or not known
 * @param mount that holds it, or that visibly is meant to
 */
public record MasterJournal(
        Container master, Optional<String> type, Optional<String> folder, Optional<ContainerMount> mount) {
    public static final String UFS = "UFS";
    public static final String EMBEDDED = "EMBEDDED";

    private static final List<String> USUAL = List.of(AlluxioPaths.CHART_JOURNAL, AlluxioPaths.JOURNAL);

    private static final Derived<Container, MasterJournal> FACT = Derived.of(MasterJournal::read);

    public static MasterJournal of(Container master) {
        return master.get(FACT);
    }

    private static MasterJournal read(Container master) {
        Optional<String> set = master.options()
                .get(PropertyKeys.MASTER_JOURNAL_FOLDER)
                .map(Property::value)
                .or(() -> defaultFolder(master));
        Optional<String> local = set.flatMap(folder -> isSurelyEmbedded(master) ? pathOf(folder) : local(folder));
        Optional<ContainerMount> mount = set.isPresent() ? local.flatMap(master::mountOf) : visible(master);
        return new MasterJournal(master, typeOf(master), local, mount);
    }

    private static boolean isSurelyEmbedded(Container master) {
        return master.options()
                .get(PropertyKeys.MASTER_JOURNAL_TYPE)
                .map(type -> type.value().equalsIgnoreCase(EMBEDDED))
                .orElse(master.hasDefaults() && master.has(ReleaseChange.EMBEDDED_JOURNAL_BY_DEFAULT));
    }

    /**
     * An embedded journal is kept in the path of a URI, whatever its scheme and host: {@code RaftJournalSystem.create} takes
     * {@code new File(location.getPath())} in 2.2.0, 2.7.3 and 2.9.6.
     */
    private static Optional<String> pathOf(String folder) {
        return local(folder)
                .or(() ->
                        StorageLocation.parse(folder).map(location -> ContainerPath.normalize("/" + location.path())));
    }

    private static Optional<String> typeOf(Container master) {
        Optional<String> set = master.options()
                .get(PropertyKeys.MASTER_JOURNAL_TYPE)
                .map(p -> p.value().toUpperCase(Locale.ROOT));
        if (set.isPresent()) {
            return set;
        }
        if (master.ports().has(AlluxioPort.MASTER_JOURNAL.number())) {
            return Optional.of(EMBEDDED);
        }
        return master.hasDefaults()
                ? master.version().map(v -> master.has(ReleaseChange.EMBEDDED_JOURNAL_BY_DEFAULT) ? EMBEDDED : UFS)
                : Optional.empty();
    }

    private static Optional<String> defaultFolder(Container master) {
        return master.hasDefaults() ? Optional.of(AlluxioPaths.JOURNAL) : Optional.empty();
    }

    private static Optional<String> local(String folder) {
        String plain =
                folder.replaceFirst("^file:(//)?", "").replace("${" + PropertyKeys.WORK_DIR + "}", AlluxioPaths.HOME);
        return plain.startsWith("/") && !plain.contains("${")
                ? Optional.of(ContainerPath.normalize(plain))
                : Optional.empty();
    }

    private static Optional<ContainerMount> visible(Container master) {
        return Iterables.first(
                master.mounts(),
                m -> USUAL.contains(m.path())
                        || m.volume().filter(MasterJournal::isNamedSo).isPresent());
    }

    private static boolean isNamedSo(Volume volume) {
        return volume.name().startsWith("alluxio-journal")
                || isClaimName(volume.source().at("claimName").string());
    }

    /** Whether a claim has a name that the official manifests and charts give to a journal's. */
    public static boolean isClaimName(String claim) {
        return claim.equals("alluxio-pv-claim") || claim.startsWith("alluxio-journal");
    }

    public boolean is(String wanted) {
        return type.filter(wanted::equals).isPresent();
    }

    /** Whether there may be a journal at all: not with the type NOOP. */
    public boolean isKept() {
        return type.filter(t -> !t.equals(UFS) && !t.equals(EMBEDDED)).isEmpty();
    }

    /** The masters of an embedded journal, as far as one can see them. The official charts write an empty first one. */
    public List<String> addresses() {
        return master.options().get(PropertyKeys.MASTER_EMBEDDED_JOURNAL_ADDRESSES).map(Property::value).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** Whether other masters have copies of it. */
    public boolean isReplicated(int replicas) {
        boolean several = addresses().isEmpty()
                ? master.ports().has(AlluxioPort.MASTER_JOURNAL.number())
                : addresses().size() > 1;
        return is(EMBEDDED) && (replicas > 1 || several);
    }

    /** The volume that holds it. */
    public Optional<Volume> volume() {
        return mount.flatMap(ContainerMount::volume);
    }

    public boolean isOnClaim() {
        return volume().filter(Volume::isClaim).isPresent();
    }
}
