package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;

/**
 * The decision on the injection of one pod: a value, the same for the same pod, namespace and configuration. Server, command
 * line and tests all use it.
 */
public sealed interface Decision {

    /** Messages for the user, warnings first. */
    List<Note> notes();

    /** The reasons, part by part; for {@code explain}. */
    default Explanation explanation() {
        return Explanation.NONE;
    }

    /** The change to the pod; empty if there is none. */
    default JsonPatch patch() {
        return JsonPatch.EMPTY;
    }

    /**
     * The pod did not opt in, opted out, or is of a kind that the label does not opt in: it is not changed in any way.
     *
     * @param advice how to opt in; "" if that is not possible
     * @param notes only about a label that has no effect, since something else opts the pod out
     */
    record NotOptedIn(String reason, String advice, List<Note> notes) implements Decision {
        public NotOptedIn {
            notes = Note.sorted(notes);
        }

        public NotOptedIn(String reason, String advice) {
            this(reason, advice, List.of());
        }

        public NotOptedIn(String reason) {
            this(reason, "");
        }
    }

    /** The pod opted in, but nothing can be injected into a pod of its kind; the patch only writes the reason into the status. */
    record Skipped(String reason, JsonPatch patch, List<Note> notes, Explanation explanation) implements Decision {
        public Skipped {
            notes = Note.sorted(notes);
        }

        public Skipped(String reason, JsonPatch patch, List<Note> notes) {
            this(reason, patch, notes, Explanation.NONE);
        }
    }

    /**
     * With the patch the pod is an Alluxio client; the patch is empty if it was one already.
     *
     * @param profile the name of the profile that was used
     * @param features the keys of those that were applied
     */
    record Injected(String profile, List<String> features, JsonPatch patch, List<Note> notes, Explanation explanation)
            implements Decision {
        public Injected {
            features = List.copyOf(features);
            notes = Note.sorted(notes);
        }

        public Injected(String profile, List<String> features, JsonPatch patch, List<Note> notes) {
            this(profile, features, patch, notes, Explanation.NONE);
        }
    }

    /** The pod opted in, but cannot be injected as it is. All reasons, in a stable order; at least one. */
    record Refused(List<Refusal> refusals, List<Note> notes, Explanation explanation) implements Decision {
        public Refused {
            refusals = List.copyOf(refusals);
            notes = Note.sorted(notes);
        }

        public Refused(List<Refusal> refusals, List<Note> notes) {
            this(refusals, notes, Explanation.NONE);
        }

        /** All refusals as one text: one sentence, or a numbered list. */
        public String message() {
            return Refusal.describe(refusals);
        }
    }
}
