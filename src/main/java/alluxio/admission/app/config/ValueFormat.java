package alluxio.admission.app.config;

import alluxio.admission.model.Keys;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of one kind of value: names, paths, quantities. The problem completes a sentence that starts with the value. */
@FunctionalInterface
interface ValueFormat {
    Optional<String> problem(String text);

    /** Any text that is not blank and has no control characters. */
    ValueFormat ANY = text -> problem(
            !text.isBlank() && text.chars().noneMatch(Character::isISOControl),
            "must not be blank or contain control characters");

    /** A value of a property; it may be empty. */
    ValueFormat VALUE =
            text -> problem(text.chars().noneMatch(Character::isISOControl), "must not contain control characters");

    ValueFormat PROPERTY_KEY = matches("[^\\s=:#!]+", "must be a property name, without blanks or \"=\"");

    ValueFormat DNS_LABEL = matches(
            "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
            "must be a DNS label: at most 63 lower case letters, digits and \"-\", starting and ending with a letter or digit");

    /** As pods name it, or as discovery does: {@code <namespace>.<name>}. */
    ValueFormat PROFILE_NAME = matches(
            "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?",
            "must be a DNS label, or two of them with a \".\" between, such as alluxio or team.prod: lower case letters, digits and "
                    + "\"-\"");

    /** The name of a namespace, or what {@link alluxio.admission.model.configuration.Glob} takes. */
    ValueFormat NAMESPACE_GLOB = matches(
            "[a-z0-9*][-a-z0-9*]{0,62}",
            "must be the name of a namespace, or a pattern such as ml-*, in which * is any text");

    ValueFormat DNS_NAME = text -> problem(
            isDnsName(text),
            "must be a DNS name: at most 253 lower case letters, digits, \"-\" and \".\", each part at most 63"
                    + " and starting and ending with a letter or digit");

    ValueFormat VERSION = matches("[0-9]+\\.[0-9]+(\\.[0-9]+)*(-[0-9A-Za-z.-]+)?", "must be a version such as 2.9.6");

    ValueFormat IP = text -> problem(isIp(text), "must be an IP address such as 10.0.0.7 or fd00::7");

    ValueFormat IMAGE = matches("[^\\s]+", "must be an image name");

    ValueFormat OPTION = matches("[^\\s,$]+", "must be one mount option, without blanks, commas or \"$\"");

    ValueFormat RULE = matches("[a-z0-9]+(-[a-z0-9]+)*", "must be a rule id: lower case words with \"-\" between");

    ValueFormat QUANTITY = matches(
            "[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?", "must be a quantity such as 500m or 1Gi");

    ValueFormat LABEL_KEY = text -> {
        int slash = text.indexOf('/');
        boolean prefix = slash < 0 || isDnsName(text.substring(0, slash));
        return problem(
                prefix && text.substring(slash + 1).matches("[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?"),
                "must be the key of a label, such as disk or example.com/disk");
    };

    ValueFormat LABEL_VALUE = matches(
            "([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?",
            "must be the value of a label: at most 63 letters, digits, \"-\", \"_\" and \".\", starting and ending"
                    + " with a letter or digit");

    /** A key of another product, or what such keys begin with; the product's own can't be ignored. */
    ValueFormat IGNORED_KEY = text -> text.startsWith(Keys.PREFIX) && Keys.ALL.contains(text)
            ? Optional.of("is a key of alluxio-admission, which cannot be ignored")
            : problem(
                    text.matches(Pattern.quote(Keys.PREFIX) + "([A-Za-z0-9][-_.A-Za-z0-9]{0,62}\\*?|\\*)"),
                    "must be a key of another product that starts with " + Keys.PREFIX
                            + ", or what such keys begin with and \"*\", such as " + Keys.PREFIX + "dataset-*");

    ValueFormat PATH_SEGMENT = text -> problem(
            text.matches("[^/$:\\s\\p{Cntrl}]+") && !text.equals(".") && !text.equals(".."),
            "must be the name of one directory, without \"/\", \"$\", \":\" or blanks");

    /** {@code /} or a directory below it. */
    ValueFormat PATH = ValueFormat::pathProblem;

    ValueFormat PATH_BELOW_ROOT =
            text -> text.equals("/") ? Optional.of("must be a directory below /") : pathProblem(text);

    static ValueFormat matches(String regex, String problem) {
        Pattern pattern = Pattern.compile(regex);
        return text -> problem(pattern.matcher(text).matches(), problem);
    }

    static boolean isDnsName(String text) {
        return text.length() <= 253
                && Pattern.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*", text);
    }

    /** Whether a text is an IP address. Looks up no name. */
    static boolean isIp(String text) {
        if (text.indexOf(':') < 0) {
            String octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
            return text.matches(octet + "(\\." + octet + "){3}");
        }
        if (!text.matches("[0-9a-fA-F:.]+")) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> pathProblem(String text) {
        if (!text.startsWith("/")) {
            return Optional.of("must be an absolute path");
        }
        if (text.equals("/")) {
            return Optional.empty();
        }
        if (text.endsWith("/")) {
            return Optional.of("must not end with \"/\"");
        }
        for (String segment : text.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("must not contain \"//\", or \".\" or \"..\" as a directory");
            }
        }
        return problem(text.matches("[^$:\\s\\p{Cntrl}]+"), "must not contain \"$\", \":\" or blanks");
    }

    private static Optional<String> problem(boolean fits, String problem) {
        return fits ? Optional.empty() : Optional.of(problem);
    }
}
