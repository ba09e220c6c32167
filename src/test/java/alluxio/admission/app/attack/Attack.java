package alluxio.admission.app.attack;

import java.io.IOException;

/**
 * Something that is done to the server again and again.
 *
 * @param senders how many do it at once
 * @param step once, from one address; an {@link IOException} is how it may end, since the server closes what attacks it
 */
record Attack(String name, int senders, Step step) {

    @FunctionalInterface
    interface Step {
        void run(AttackedServer server, String from) throws IOException, InterruptedException;
    }

    @Override
    public String toString() {
        return name;
    }
}
