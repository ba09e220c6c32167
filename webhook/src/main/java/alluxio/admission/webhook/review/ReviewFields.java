package alluxio.admission.webhook.review;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of one JSON object of a review; a missing field or a wrong type is an error that names it. */
record ReviewFields(String path, ObjectNode node) {

    /** How many characters a text of a review outside its objects may have; names in Kubernetes have at most 253. */
    static final int LONGEST_TEXT = 1_024;

    /** A string that must be there and not be empty. */
    String text(String name) throws BadReviewException {
        String text = textOrEmpty(name);
        if (text.isEmpty()) {
            throw new BadReviewException(pathOf(name) + (absent(node.get(name)) ? " is missing" : " is empty"));
        }
        return text;
    }

    /** At most {@value #LONGEST_TEXT} characters. */
    String textOrEmpty(String name) throws BadReviewException {
        String text = anyTextOrEmpty(name);
        if (text.length() > LONGEST_TEXT) {
            throw new BadReviewException(
                    pathOf(name) + " has " + text.length() + " characters; at most " + LONGEST_TEXT + " are read");
        }
        return text;
    }

    String anyTextOrEmpty(String name) throws BadReviewException {
        JsonNode value = node.get(name);
        if (absent(value)) {
            return "";
        }
        if (!value.isString()) {
            throw wrong(name, value, "a string");
        }
        return value.stringValue();
    }

    boolean flag(String name) throws BadReviewException {
        JsonNode value = node.get(name);
        if (absent(value)) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.booleanValue();
    }

    /** An object that must be there. */
    ReviewFields object(String name) throws BadReviewException {
        ObjectNode value = nodeOrNull(name);
        if (value == null) {
            throw new BadReviewException(pathOf(name) + " is missing");
        }
        return new ReviewFields(pathOf(name), value);
    }

    ReviewFields objectOrEmpty(String name) throws BadReviewException {
        ObjectNode value = nodeOrNull(name);
        return new ReviewFields(pathOf(name), value == null ? JsonNodeFactory.instance.objectNode() : value);
    }

    @Nullable
    ObjectNode nodeOrNull(String name) throws BadReviewException {
        JsonNode value = node.get(name);
        if (absent(value)) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw wrong(name, value, "an object");
    }

    private BadReviewException wrong(String name, JsonNode value, String wanted) {
        return new BadReviewException(pathOf(name) + " is " + typeOf(value) + ", not " + wanted);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** In a review, null and nothing say the same: Go writes either for an empty value. */
    private static boolean absent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static String typeOf(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return switch (type) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "of another type";
        };
    }
}
