package alluxio.admission.model;

/** A text of the pod as a message shows it: cut where it is longer than a message can bear. */
public final class Excerpt {
    /** As long as the longest name of Kubernetes, 253 characters, and a little more. */
    private static final int MAX_LENGTH = 256;

    private Excerpt() {}

    public static String of(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
}
