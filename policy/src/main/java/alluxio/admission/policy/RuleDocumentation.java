package alluxio.admission.policy;

import java.util.Optional;

/**
 * Where rules are described: on a page of the web, or in the program itself.
 *
 * @param page address of the page that has a section for each rule; "" when there is none
 */
public record RuleDocumentation(String page) {
    private static final RuleDocumentation BY_COMMAND = new RuleDocumentation("");

    /** The program prints its own documentation. */
    public static RuleDocumentation byCommand() {
        return BY_COMMAND;
    }

    /** For messages: the address of the rule's section, or the command that prints it. */
    public String reference(String rule) {
        return uri(rule).orElse("alluxio-admission explain --rule " + rule);
    }

    /** The address of the rule's section; empty without a page. */
    public Optional<String> uri(String rule) {
        return page.isEmpty() ? Optional.empty() : Optional.of(page + "#" + rule);
    }
}
