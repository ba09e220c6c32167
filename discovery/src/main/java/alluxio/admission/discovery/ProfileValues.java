package alluxio.admission.discovery;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Values of a profile as a message shows them: as they would stand in the configuration. */
final class ProfileValues {
    private ProfileValues() {}

    static String text(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(ProfileValues::text).orElse("nothing");
            case Collection<?> list when list.isEmpty() -> "nothing";
            case Collection<?> list ->
                String.join(", ", list.stream().map(ProfileValues::text).toList());
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }
}
