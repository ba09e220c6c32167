package alluxio.admission.injector;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;

/** The result of uninjecting one pod: a value, the same for the same pod. */
public sealed interface Removal {

    /** Messages for the user, warnings first; a warning for each addition that stays or is missing. */
    List<Note> notes();

    /** The change to the pod; empty if there is none. */
    default JsonPatch patch() {
        return JsonPatch.EMPTY;
    }

    /** The pod has no status: it was not injected, or it was uninjected already. */
    record NothingInjected(String reason) implements Removal {
        @Override
        public List<Note> notes() {
            return List.of();
        }
    }

    /** The pod is as before the injection, except for what the warnings name. */
    record Uninjected(JsonPatch patch, List<Note> notes) implements Removal {
        public Uninjected {
            notes = Note.sorted(notes);
        }
    }

    /** The pod is left as it is: removing a part could leave an invalid pod. At least one reason. */
    record NotRemovable(List<Refusal> refusals) implements Removal {
        public NotRemovable {
            refusals = List.copyOf(refusals);
        }

        @Override
        public List<Note> notes() {
            return List.of();
        }
    }
}
