package alluxio.admission.app.config;

public final class DefaultConfiguration {
    private DefaultConfiguration() {}

    public static String text() {
        return "";
    }
}
