package alluxio.admission.injector;

import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;

/** What is to become of one pod whose injection is to be taken back: a value, the same for the same pod. */
public sealed interface Removal {

    /** Remarks for the user, gravest first; a warning for each thing of ours that stays or is gone. */
    List<Note> notes();

    /** The change to the pod; empty when there is none. */
    default JsonPatch patch() {
        return JsonPatch.EMPTY;
    }

    /** Nothing was ever put in, or it was taken out already. */
    record Nothing(String reason) implements Removal {
        @Override
        public List<Note> notes() {
            return List.of();
        }
    }

    /** The pod is as it was before, save for what the warnings name. */
    record Removed(JsonPatch patch, List<Note> notes) implements Removal {
        public Removed {
            notes = Note.sorted(notes);
        }
    }

    /** Nothing can be taken out without the risk of leaving half of it in. At least one reason. */
    record Refused(List<Refusal> refusals) implements Removal {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public List<Note> notes() {
            return List.of();
        }
    }
}
