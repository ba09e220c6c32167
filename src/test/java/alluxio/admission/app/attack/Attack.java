package alluxio.admission.app.attack;

import java.io.IOException;

/**
 * Something that is done to the server again and again.
 *
 * @param senders how many do it at once
 * @param log whether the server logs at once whom it turned away; what it answers, or gives time, it does not
 * @param step once, from one address; an {@link IOException} is how it may end, since the server closes what attacks it
 */
record Attack(String name, int senders, Log log, Step step) {

    enum Log {
        NAMES_THE_PEER,
        SAYS_NOTHING_YET
    }

    Attack(String name, int senders, Step step) {
        this(name, senders, Log.SAYS_NOTHING_YET, step);
    }

    @FunctionalInterface
    interface Step {
        void run(AttackedServer server, String from) throws IOException, InterruptedException;
    }

    @Override
    public String toString() {
        return name;
    }
}
