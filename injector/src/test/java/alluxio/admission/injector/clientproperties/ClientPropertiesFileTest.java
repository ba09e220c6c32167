package alluxio.admission.injector.clientproperties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The properties file")
class ClientPropertiesFileTest {
    @Test
    @DisplayName("is read by java.util.Properties as it was meant")
    void roundTrip() throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        List<String> values = List.of(
                "plain",
                "",
                "two words",
                " leading",
                "trailing ",
                "it's",
                "say \"x\"",
                "tab\there",
                "a=b",
                "a:b",
                "#no",
                "!no",
                "$HOME",
                "\\",
                "a\\b",
                "line\nbreak\r",
                "form\ffeed",
                "\u0001");
        for (int i = 0; i < values.size(); i++) {
            properties.put("test.v" + i, values.get(i));
        }
        properties.put("key with: = #odd", "\u00fcn\u00ef\u2028code");
        properties.put("#key", "!value");
        Properties read = new Properties();
        read.load(new StringReader(ClientPropertiesFile.render(properties)));
        assertThat(read).containsExactlyInAnyOrderEntriesOf(new LinkedHashMap<Object, Object>(properties));
    }
}
