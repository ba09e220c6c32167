package alluxio.admission.app.apiserver;

import alluxio.admission.app.apiserver.ServerProcess.Place;
import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.ExposedService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replicas at addresses of their own, as pods have them: on an interface that leads nowhere, which needs root. No address is
 * used again before two hundred others were.
 */
final class Addresses implements Replicas.Places {
    private static final String INTERFACE = "alx-replicas";
    private static final int MANY = 200;

    private final ExposedService service;
    private int given;

    Addresses(ExposedService service) {
        this.service = service;
        Command.attempt(List.of("ip", "link", "del", INTERFACE)); // Of a run that was killed.
        // Not every kernel has interfaces of type dummy.
        Command.run(List.of("ip", "link", "add", INTERFACE, "type", "veth", "peer", "name", INTERFACE + "-0"));
        Command.run(List.of("ip", "link", "set", INTERFACE, "up"));
    }

    @Override
    public Place next() {
        String address = "198.18.255." + (1 + given++ % MANY);
        Command.run(List.of("ip", "addr", "replace", address + "/32", "dev", INTERFACE));
        return new Place(address, ExposedService.ENDPOINT_PORT);
    }

    @Override
    public void endpoints(Map<ServerProcess, Boolean> ready) {
        Map<String, Boolean> addresses = new LinkedHashMap<>();
        ready.forEach((process, is) -> addresses.put(process.address(), is));
        service.addresses(addresses);
    }

    @Override
    public void close() {
        Command.run(List.of("ip", "link", "del", INTERFACE));
    }
}
