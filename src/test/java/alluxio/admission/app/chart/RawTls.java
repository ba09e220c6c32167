package alluxio.admission.app.chart;

import alluxio.admission.app.demo.TrustingClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request to loopback, by a client that trusts one authority and does not care for names. */
final class RawTls {
    private RawTls() {}

    static String firstLine(String caPem, int port, String request) throws IOException {
        try (Socket socket = TrustingClient.context(caPem).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: webhook\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
        }
    }
}
