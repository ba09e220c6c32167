package alluxio.admission.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text that may be shown")
class VisibleTextTest {
    @Test
    @DisplayName("has escapes for what a terminal obeys, and all else as it was")
    void line() {
        assertThat(VisibleText.line("plain, ö, 漢, 😀, \\u001b")).isEqualTo("plain, ö, 漢, 😀, \\u001b");
        assertThat(VisibleText.line("a\u001b[31m\u009b\u202e\n\r\t\u007f\ufeff\ufdd0\uffff\ud800b"))
                .isEqualTo("a\\u001b[31m\\u009b\\u202e\\n\\r\\t\\u007f\\ufeff\\ufdd0\\uffff\\ud800b");
        assertThat(VisibleText.line("\udb40\udc41")).isEqualTo("\\U000e0041");
    }

    @Test
    @DisplayName("of JSON keeps the lines between its strings, and escapes as JSON does")
    void json() {
        assertThat(VisibleText.json("{\n  \"a\": \"\u202e\udb40\udc41\u0085\"\n}\n"))
                .isEqualTo("{\n  \"a\": \"\\u202e\\udb40\\udc41\\u0085\"\n}\n");
    }

    @Test
    @DisplayName("nothing is copied where there is nothing to escape")
    void same() {
        String text = "nothing to escape";
        assertThat(VisibleText.line(text)).isSameAs(text);
        assertThat(VisibleText.json(text)).isSameAs(text);
    }
}
