package alluxio.admission.app.demo;

import alluxio.admission.app.demo.DemoTarget.Answer;
import java.time.Duration;
import java.util.List;

/** One example, and the answer to it. */
public record ExampleRun(ExamplePod example, Answer answer, Duration took) {

    public static ExampleRun run(DemoTarget admission, ExamplePod example) {
        long begin = System.nanoTime();
        Answer answer = admission.submit(example.pod());
        return new ExampleRun(example, answer, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Whether the answer is the one that the example is designed for. */
    public boolean asDesigned() {
        return example.refused() == answer.after().isEmpty()
                && (example.refused() || !changes().isEmpty());
    }

    public List<PodDiff.Line> changes() {
        return answer.after()
                .map(after -> PodDiff.between(answer.before(), after))
                .orElse(List.of());
    }
}
