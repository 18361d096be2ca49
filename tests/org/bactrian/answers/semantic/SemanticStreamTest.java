package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bactrian.embedding.MiniLm;
import org.junit.jupiter.api.Test;

/** A small stream of requests drawn from labelled pairs, with the real model; bench/semantic/run draws large ones. */
final class SemanticStreamTest {
    private static final double BOUND = 0.2; // so loose that a short stream can prove it
    private static final int PER_DAY = 400;
    private static final int DAYS = 5;

    @Test
    void hits_are_served_and_wrong_no_more_often_than_the_feature_allows() throws IOException, OrtException {
        Questions truth = Questions.read(Path.of("bench/semantic/fresh"));
        List<String> requests = new Popularity(truth.intents(), 1, 1).draw(DAYS * PER_DAY);
        try (MiniLm model = new MiniLm();
                LearntRun run = new LearntRun(truth, new Memo(model), BOUND, 1)) {
            run.run(new Traffic(requests, PER_DAY, 0));
            assertThat(run.whole().hits()).isGreaterThan(30);
            assertThat(run.whole().error()).isLessThanOrEqualTo(BOUND);
        }
    }
}
