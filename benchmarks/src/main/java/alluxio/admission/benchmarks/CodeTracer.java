package alluxio.admission.benchmarks;

import alluxio.admission.benchmarks.ExecutedCode.ExecutedMethod;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program and records which methods one of its threads executes between calls of a method that does nothing, by the JDK's debugger
 * interface. Once for one program; not thread-safe.
 */
final class CodeTracer {
    private final VirtualMachine machine;
    private final String mark;
    private final List<ExecutedCode> parts = new ArrayList<>();
    private final Map<Method, ExecutedMethod> known = new HashMap<>();
    private final Map<ExecutedMethod, Long> calls = new LinkedHashMap<>();
    private @Nullable MethodEntryRequest entries;

    private CodeTracer(VirtualMachine machine, String mark) {
        this.machine = machine;
        this.mark = mark;
    }

    /**
     * Runs the main class with this JVM's class path, and waits for its end.
     *
     * @param mark a method of the main class: from its first call to its second is the first part, from the third to the fourth the
     *     next
     * @return the code of each part
     */
    static List<ExecutedCode> trace(Class<?> main, String mark) throws IOException, InterruptedException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(known -> known.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Optional.ofNullable(arguments.get("localAddress")).ifPresent(address -> address.setValue("127.0.0.1"));
        try {
            String address = connector.startListening(arguments);
            Process process = start(main, address);
            try {
                CodeTracer tracer = new CodeTracer(connector.accept(arguments), mark);
                tracer.follow(main);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(main + " failed");
                }
                return tracer.parts;
            } finally {
                process.destroyForcibly();
                connector.stopListening(arguments);
            }
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Class<?> main, String address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dlogback.configurationFile=logback-serve.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void follow(Class<?> main) throws InterruptedException {
        ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(main.getName());
        prepared.enable();
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof VMDisconnectEvent) {
                    return;
                }
                handle(event);
            }
            events.resume();
        }
    }

    private void handle(Event event) {
        switch (event) {
            case ClassPrepareEvent prepared ->
                prepared.referenceType()
                        .methodsByName(mark)
                        .forEach(method -> machine.eventRequestManager()
                                .createBreakpointRequest(method.location())
                                .enable());
            case BreakpointEvent reached -> mark(reached);
            case MethodEntryEvent entered ->
                calls.merge(known.computeIfAbsent(entered.method(), CodeTracer::executed), 1L, Long::sum);
            default -> {}
        }
    }

    private void mark(BreakpointEvent reached) {
        if (entries == null) {
            calls.clear();
            entries = machine.eventRequestManager().createMethodEntryRequest();
            entries.addThreadFilter(reached.thread());
            // Nothing waits for what is told: that is a hundred times faster.
            entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
            entries.enable();
        } else {
            machine.eventRequestManager().deleteEventRequest(entries);
            entries = null;
            parts.add(new ExecutedCode(calls));
        }
    }

    private static ExecutedMethod executed(Method method) {
        return new ExecutedMethod(
                method.declaringType().name(),
                method.name() + method.signature(),
                method.isNative() || method.isAbstract() ? 0 : method.bytecodes().length);
    }
}
