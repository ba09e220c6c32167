package alluxio.admission.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The methods that a part of a program has executed, each with the number of its calls.
 *
 * @param calls in the order of their first one
 */
record ExecutedCode(Map<ExecutedMethod, Long> calls) {

    /**
     * A method.
     *
     * @param type the name of its class
     * @param signature its name and descriptor
     * @param bytecode its length in bytes; 0 if it is native
     */
    record ExecutedMethod(String type, String signature, long bytecode) {
        String packageName() {
            return type.substring(0, Math.max(0, type.lastIndexOf('.')));
        }
    }

    ExecutedCode {
        calls = new LinkedHashMap<>(calls);
    }

    long methods() {
        return calls.size();
    }

    /** The length of all of them in bytes. */
    long bytecode() {
        return calls.keySet().stream().mapToLong(ExecutedMethod::bytecode).sum();
    }

    long allCalls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, ExecutedCode> byPackage() {
        Map<String, ExecutedCode> packages = new TreeMap<>();
        calls.forEach((method, count) -> packages.computeIfAbsent(method.packageName(), _ -> new ExecutedCode(Map.of()))
                .calls
                .put(method, count));
        return packages;
    }
}
