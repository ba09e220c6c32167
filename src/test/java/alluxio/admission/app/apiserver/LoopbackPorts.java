package alluxio.admission.app.apiserver;

import alluxio.admission.app.apiserver.ServerProcess.Place;
import alluxio.admission.testcluster.ExposedService;
import alluxio.admission.testcluster.ExposedService.Endpoint;
import java.util.Map;

/** Replicas on ports of loopback, which a proxy makes addresses for the API server. Needs no root. */
record LoopbackPorts(ExposedService service) implements Replicas.Places {

    @Override
    public Place next() {
        return Place.LOOPBACK;
    }

    @Override
    public void endpoints(Map<ServerProcess, Boolean> ready) {
        service.endpoints(ready.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey().port(), entry.getValue()))
                .toList());
    }

    @Override
    public void close() {
        // The API server takes Service and proxy with it.
    }
}
