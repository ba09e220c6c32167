package alluxio.admission.app.demo;

import alluxio.admission.app.demo.Admission.Answer;
import java.time.Duration;
import java.util.List;

/** One example, and what became of it. */
public record Trial(Example example, Answer answer, Duration took) {

    public static Trial run(Admission admission, Example example) {
        long begin = System.nanoTime();
        Answer answer = admission.submit(example.pod());
        return new Trial(example, answer, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Whether it went as it is meant to. */
    public boolean asDesigned() {
        return example.refused() == answer.after().isEmpty()
                && (example.refused() || !changes().isEmpty());
    }

    public List<Changes.Line> changes() {
        return answer.after()
                .map(after -> Changes.between(answer.before(), after))
                .orElse(List.of());
    }
}
