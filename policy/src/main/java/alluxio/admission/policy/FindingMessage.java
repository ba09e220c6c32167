package alluxio.admission.policy;

/**
 * What a finding says. Texts are "" where there is none.
 *
 * @param found what is there, in short
 * @param wanted what should be there
 * @param why it hurts
 * @param fix what to do
 */
public record FindingMessage(String found, String wanted, String why, String fix) {

    /** All of it, the fix last. */
    public String sentences() {
        StringBuilder all = new StringBuilder();
        if (!found.isEmpty()) {
            all.append("found ").append(found);
        }
        if (!wanted.isEmpty()) {
            all.append(found.isEmpty() ? "" : ", ").append("wanted ").append(wanted);
        }
        sentence(all, why);
        sentence(all, fix.isEmpty() ? "" : "Fix: " + fix);
        return all.toString();
    }

    private static void sentence(StringBuilder all, String sentence) {
        if (!sentence.isEmpty()) {
            String end = all.isEmpty() ? "" : all.charAt(all.length() - 1) == '.' ? " " : ". ";
            all.append(end).append(sentence);
        }
    }
}
