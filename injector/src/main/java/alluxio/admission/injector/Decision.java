package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.patch.JsonPatch;
import java.util.List;

/**
 * What is to become of one pod: a value, the same for the same pod, namespace and configuration. Server, command line
 * and tests all use it.
 */
public sealed interface Decision {

    /** Remarks for the user, gravest first. */
    List<Note> notes();

    /** Why, part by part; for {@code explain}. */
    default Explanation explanation() {
        return Explanation.NONE;
    }

    /** The change to the pod; empty when there is none. */
    default JsonPatch patch() {
        return JsonPatch.EMPTY;
    }

    /**
     * The pod did not opt in, or opted out: it is not touched in any way.
     *
     * @param advice what to do about it
     */
    record NotAsked(String reason, String advice) implements Decision {
        public NotAsked(String reason) {
            this(reason, "");
        }

        @Override
        public List<Note> notes() {
            return List.of();
        }
    }

    /** The pod opted in, but nothing can be done for a pod of its kind; the patch only writes down why. */
    record Skipped(String reason, JsonPatch patch, List<Note> notes, Explanation explanation) implements Decision {
        public Skipped {
            notes = Note.sorted(notes);
        }

        public Skipped(String reason, JsonPatch patch, List<Note> notes) {
            this(reason, patch, notes, Explanation.NONE);
        }
    }

    /**
     * The pod is an Alluxio client once the patch is applied; the patch is empty when it was one already.
     *
     * @param profile the name of the profile that was used
     * @param features what was applied, as users write it
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

    /** The pod opted in and cannot be what it asks for. All reasons, in a stable order; at least one. */
    record Refused(List<Refusal> refusals, List<Note> notes, Explanation explanation) implements Decision {
        public Refused {
            refusals = List.copyOf(refusals);
            notes = Note.sorted(notes);
        }

        public Refused(List<Refusal> refusals, List<Note> notes) {
            this(refusals, notes, Explanation.NONE);
        }

        /** All refusals as one text: a line for one, a numbered list for several. */
        public String message() {
            return Refusal.describe(refusals);
        }
    }
}
