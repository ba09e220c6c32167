package alluxio.admission.app.node;

import alluxio.admission.app.apiserver.Load;

/** A steady load of pods that must be injected, while something happens. */
final class InjectedPods {
    private static final int CLIENTS = 6;

    private InjectedPods() {}

    /** What may happen under load. */
    interface Happening {
        void run();
    }

    /** How many pods were asked for; it fails when one of them was not injected. */
    static int during(String what, Installation installation, int atLeast, Happening happening) {
        Load load = new Load(CLIENTS, client -> () -> {
            String status = installation.probe();
            return status.contains("\"injected\"") ? "" : "not injected: " + status;
        });
        try (load) {
            awaitRequests(load, 1);
            happening.run();
            awaitRequests(load, atLeast);
        }
        System.out.println("load: " + what + ": " + load.requests() + " pods asked for, "
                + load.failures().size() + " not injected");
        if (!load.failures().isEmpty()) {
            throw new AssertionError(what + ": " + load.failures().size() + " of " + load.requests()
                    + " pods not injected, the first: " + load.failures().getFirst());
        }
        return load.requests();
    }

    private static void awaitRequests(Load load, int count) {
        Waiting.until(count + " pods were asked for", load::requests, requests -> requests >= count);
    }
}
