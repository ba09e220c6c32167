package alluxio.admission.app.attack;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All attacks that are tried. To add one: a line here. */
final class Attacks {
    private static final int FEW = 4;
    private static final int MANY = 50;
    private static final int MIB = 1 << 20;

    private Attacks() {}

    static Stream<Attack> all() {
        return Stream.of(work(), memory(), connections()).flatMap(List::stream);
    }

    /** Reviews that are small and cost much, or once did. */
    private static List<Attack> work() {
        return List.of(
                review("variables that double", "/validate", Payloads.doublingVariables()),
                review("names of containers", "/mutate", Payloads.namesInAnnotation("containers")),
                review("names of features", "/mutate", Payloads.namesInAnnotation("features")),
                review("unknown annotations", "/mutate", Payloads.unknownAnnotations()),
                review("containers of workers", "/validate", Payloads.workerContainers()),
                review("mounts of a worker", "/validate", Payloads.workerMounts()),
                review("volumes of a client", "/mutate", Payloads.volumes()),
                review("references of variables", "/validate", Payloads.references()),
                review("options", "/validate", Payloads.options()),
                review("containers of a client", "/mutate", Payloads.plainContainers()));
    }

    /** Much of what takes memory, at once. */
    private static List<Attack> memory() {
        List<byte[]> shapes = List.of(
                Payloads.filled("{}", 2 * MIB + MIB / 2),
                Payloads.filled("[]", 7 * MIB),
                Payloads.filled("[".repeat(100) + "]".repeat(100), 3 * MIB),
                Payloads.filled("\"ab\"", 7 * MIB),
                Payloads.filled("1.5", 5 * MIB),
                Payloads.filled("{\"name\":\"a\"}", 2 * MIB),
                Payloads.text(5 * MIB),
                Payloads.text(7 * MIB));
        byte[] variables = Payloads.manyVariables();
        return List.of(
                new Attack("45,000 variables", 100, (server, from) -> send(server, from, "/mutate", variables)),
                new Attack(
                        "large bodies of all shapes",
                        MANY,
                        Attack.Log.NAMES_THE_PEER,
                        (server, from) -> send(server, from, "/validate", shapes.get((int)
                                (System.nanoTime() / 1_000 % shapes.size())))),
                new Attack(
                        "bodies that are no JSON",
                        MANY,
                        Attack.Log.NAMES_THE_PEER,
                        (server, from) -> send(
                                server,
                                from,
                                "/mutate",
                                "x".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
    }

    /** What a client can do to a connection. */
    private static List<Attack> connections() {
        return List.of(
                new Attack("silent bodies of 8 MiB", FEW, (server, from) -> {
                    try (Peer peer = new Peer(server, from)) {
                        peer.write(Peer.head("/validate?timeout=30s", 8 * MIB));
                        peer.status();
                    }
                }),
                new Attack("bodies that trickle", MANY, (server, from) -> {
                    try (Peer peer = new Peer(server, from)) {
                        peer.write(Peer.head("/mutate?timeout=30s", 100_000));
                        trickle(peer, "x");
                    }
                }),
                new Attack("headers that trickle", MANY, (server, from) -> {
                    try (Peer peer = new Peer(server, from)) {
                        peer.write("POST /mutate HTTP/1.1\r\nX: ");
                        trickle(peer, "x");
                    }
                }),
                new Attack("idle connections beyond the cap", FEW, (server, from) -> {
                    List<Peer> idle = new ArrayList<>();
                    try {
                        for (int i = 0; i < 300; i++) {
                            idle.add(new Peer(server, from));
                        }
                        Thread.sleep(1_000);
                    } finally {
                        for (Peer peer : idle) {
                            peer.close();
                        }
                    }
                }),
                new Attack("handshakes that stop in the middle", MANY, (server, from) -> {
                    try (Socket socket = server.connect(from)) {
                        socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
                        var _ = socket.getInputStream().read();
                    }
                }),
                new Attack("connections that say nothing", MANY, (server, from) -> {
                    try (Socket socket = server.connect(from)) {
                        var _ = socket.getInputStream().read();
                    }
                }),
                new Attack("headers of 64 KiB", MANY, Attack.Log.NAMES_THE_PEER, (server, from) -> {
                    try (Peer peer = new Peer(server, from)) {
                        peer.write("POST /mutate HTTP/1.1\r\nX: " + "x".repeat(64 << 10) + "\r\n\r\n");
                        peer.status();
                    }
                }),
                new Attack("the preface of HTTP/2", MANY, Attack.Log.NAMES_THE_PEER, (server, from) -> {
                    try (Peer peer = new Peer(server, from)) {
                        peer.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
                        peer.status();
                    }
                }),
                new Attack("renegotiation", FEW, Attack.Log.NAMES_THE_PEER, (server, from) -> {
                    try (Peer peer = new Peer(server, from, "TLSv1.2")) {
                        for (int i = 0; i < 100; i++) {
                            peer.handshakeAgain();
                            peer.post("/mutate?timeout=3s", Payloads.healthy(i));
                        }
                    }
                }));
    }

    private static Attack review(String name, String path, byte[] body) {
        return new Attack(name, FEW, (server, from) -> send(server, from, path, body));
    }

    private static void send(AttackedServer server, String from, String path, byte[] body) throws IOException {
        try (Peer peer = new Peer(server, from)) {
            peer.post(path + "?timeout=30s", body);
        }
    }

    private static void trickle(Peer peer, String part) throws IOException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            peer.write(part);
            Thread.sleep(100);
        }
    }
}
