package alluxio.admission.model.view;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.alluxio.VersionRecognition;
import java.util.List;
import java.util.Optional;

/**
 * A container of a pod: init, main or ephemeral. Values that cost more than a look-up are computed when first needed, and
 * kept for all rules. For one decision and one thread.
 */
public final class Container {

    private static final Derived<Container, ContainerEnvironment> ENVIRONMENT =
            Derived.sayingUnseen(ContainerEnvironmentReader::read);
    private static final Derived<Container, CommandLine> COMMAND_LINE = Derived.of(CommandLine::of);
    private static final Derived<Container, Boolean> RUNS_PROCESS =
            Derived.of(c -> c.commandLine().runs(c));
    private static final Derived<Container, Optional<String>> OTHER_RELEASE =
            Derived.sayingUnseen(Container::readOtherRelease);
    private static final Derived<Container, JvmOptions> PROPERTIES = Derived.sayingUnseen(JvmOptionsReader::read);
    private static final Derived<Container, Boolean> DEFAULTS = Derived.of(DefaultSettings::hold);
    private static final Derived<Container, MountTable> MOUNTS = Derived.of(c -> MountTable.of(c.field, c.pod));
    private static final Derived<Container, DeclaredPorts> PORTS = Derived.of(c -> DeclaredPorts.of(c.field));

    private final Field field;
    private final Pod pod;
    private final ContainerStage stage;
    private final Expansion expansion;
    private final DerivedValues<Container> derived;
    private final String name;
    private final String image;
    private final ImageReference alluxioImage;
    private final Optional<AlluxioRelease> release;
    private final Optional<Role> role;

    /** @param expansion of this container alone */
    Container(Field field, Pod pod, ContainerStage stage, Expansion expansion) {
        this.field = field;
        this.pod = pod;
        this.derived = new DerivedValues<>(this, pod.unseen());
        this.stage = stage;
        this.expansion = expansion;
        this.name = field.at("name").string();
        this.image = field.at("image").string();
        field.budget().spendText(image.length());
        this.alluxioImage = ImageReference.parse(image);
        this.release = alluxioImage.release();
        field.budget()
                .spend(field.node().path("command").size()
                        + field.node().path("args").size());
        this.role = RoleRecognition.of(field.node(), pod.labels());
    }

    /** Its entry in the object. */
    public Field field() {
        return field;
    }

    public Pod pod() {
        return pod;
    }

    public ContainerStage stage() {
        return stage;
    }

    /** The process of Alluxio that it runs; empty for anything else. */
    public Optional<Role> role() {
        return role;
    }

    public ContainerEnvironment environment() {
        return derived.get(ENVIRONMENT);
    }

    /** A value derived from it, computed once. */
    public <T> T get(Derived<Container, T> value) {
        return derived.get(value);
    }

    public String name() {
        return name;
    }

    public String image() {
        return image;
    }

    /** The parts of the image's name. */
    public ImageReference imageName() {
        return alluxioImage;
    }

    /** The release that the image's tag names. */
    public Optional<AlluxioRelease> release() {
        return release;
    }

    /** The release line that the image's tag names. */
    public Optional<AlluxioVersion> version() {
        return release.map(AlluxioRelease::line);
    }

    /** Whether it is known to be of a release with this change. */
    public boolean has(ReleaseChange change) {
        return change.isIn(release);
    }

    /** Whether it is known to be of a release without this change. */
    public boolean lacks(ReleaseChange change) {
        return change.isNotIn(release);
    }

    public boolean isAlluxioImage() {
        return alluxioImage.isAlluxio();
    }

    /** Whether it belongs to Alluxio, by its role or its image. */
    public boolean isOfAlluxio() {
        return isAlluxioImage() || role.isPresent();
    }

    /** Whether the facts about Alluxio 2 hold for it: {@link VersionRecognition}. */
    public boolean isAlluxio2() {
        return otherRelease().isEmpty();
    }

    /** For messages: which other release of Alluxio it runs, and how that is known; empty for Alluxio 2. */
    public Optional<String> otherRelease() {
        return derived.get(OTHER_RELEASE);
    }

    private Optional<String> readOtherRelease() {
        return VersionRecognition.otherRelease(alluxioImage, words(), role, Optional.empty())
                .or(() -> DoraProperties.in(this));
    }

    /**
     * Whether it runs the process of its role, as far as one can see: a container with the name or the labels of one may
     * also format a journal, or run a test or a shell.
     */
    public boolean runsProcess() {
        return derived.get(RUNS_PROCESS);
    }

    public boolean is(Role... roles) {
        if (role.isPresent()) {
            for (Role one : roles) {
                if (one == role.get()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Command and arguments. */
    public CommandLine commandLine() {
        return derived.get(COMMAND_LINE);
    }

    /** The texts of the command line. */
    public List<String> words() {
        return commandLine().texts();
    }

    /** Whether one of them is exactly this. */
    public boolean hasWord(String word) {
        return commandLine().has(word);
    }

    Expansion expansion() {
        return expansion;
    }

    /** Whether properties that are not set have their defaults; not where an image or a mounted folder may set them. */
    public boolean hasDefaults() {
        return derived.get(DEFAULTS);
    }

    /** The Alluxio properties and JVM flags that its processes get. */
    public JvmOptions options() {
        return derived.get(PROPERTIES);
    }

    public List<ContainerMount> mounts() {
        return derived.get(MOUNTS).all();
    }

    /** The innermost mount that holds this path. */
    public Optional<ContainerMount> mountOf(String path) {
        return derived.get(MOUNTS).innermost(path);
    }

    /** All mounts that hold this path, the innermost first. */
    public List<ContainerMount> mountsHolding(String path) {
        return derived.get(MOUNTS).holding(path);
    }

    /** The TCP ports that it declares. */
    public DeclaredPorts ports() {
        return derived.get(PORTS);
    }

    public SecuritySettings security() {
        return new SecuritySettings(field.at("securityContext"), pod.spec().at("securityContext"));
    }

    /** For messages. */
    @Override
    public String toString() {
        return "container \"" + name + "\"";
    }
}
