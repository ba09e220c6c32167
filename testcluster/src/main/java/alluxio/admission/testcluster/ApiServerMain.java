package alluxio.admission.testcluster;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An API server for another program, which starts this one as a process of its own: it runs until its standard input ends, so
 * also when that program dies. Standard output has a line {@code summary …} and then, when all is ready, a line
 * {@code kubeconfig FILE}; or, with exit code 2, why there is no API server.
 */
public final class ApiServerMain {
    private ApiServerMain() {}

    public static void main(String[] arguments) throws IOException {
        try (ApiServer server = ApiServer.start(ApiServerOptions.defaults())) {
            System.out.println("summary " + server.summary());
            System.out.println("kubeconfig " + server.kubeconfig());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (TestClusterException e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }
}
