package org.bactrian.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.Deadline;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.Test;

/** The model of this process: its share of the processors, and what ends a wait for it. */
final class EmbedLocalTest {
    private static final Deadline LATER = Deadline.in(Duration.ofMinutes(5));
    private static final String LONG = "word ".repeat(8_000);

    private final LocalModel model = new LocalModel(MiniLm::new, 1);
    private final CompletableFuture<Void> nobodyLeft = new CompletableFuture<>();

    private AttemptFailure failure(List<String> texts, Deadline deadline, CompletableFuture<Void> left) {
        return catchThrowableOfType(AttemptFailure.class, () -> model.embed(texts, "acme", deadline, left));
    }

    @Test
    void it_gives_a_vector_for_each_text_in_order() throws AttemptFailure {
        List<float[]> vectors = model.embed(List.of("one", "two"), "acme", LATER, nobodyLeft);

        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(1))
                .hasSize(384)
                .isEqualTo(LocalModel.shared()
                        .embed(List.of("two"), "acme", LATER, nobodyLeft)
                        .get(0));
    }

    @Test
    void a_deadline_ends_the_wait_in_the_middle_of_a_text() {
        AttemptFailure failure = failure(List.of(LONG, LONG), Deadline.in(Duration.ofMillis(20)), nobodyLeft);

        assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_TIME);
    }

    @Test
    void a_caller_who_leaves_ends_the_wait_and_others_go_on() throws AttemptFailure {
        List<String> endless = IntStream.range(0, 10_000).mapToObj(i -> LONG).toList();
        CompletableFuture<Void> left = new CompletableFuture<>();
        CompletableFuture<AttemptFailure> ended =
                CompletableFuture.supplyAsync(() -> failure(endless, LATER, left), new ForkJoinPool(1));

        List<float[]> others = model.embed(List.of("other"), "other", LATER, nobodyLeft);
        left.complete(null);

        assertThat(others).hasSize(1);
        await().until(ended::isDone);
        assertThat(ended.join().kind()).isIn(FailureKind.CALLER_LEFT, FailureKind.BUSY);
    }

    @Test
    void without_its_libraries_it_says_which_it_needs() throws Exception {
        try (URLClassLoader without = new URLClassLoader(without("onnxruntime", "minilm"), null)) {
            assertThat(saidIn(without)).contains("onnxruntime", "all-minilm-l6-v2-q", "not on the classpath");
        }
        try (URLClassLoader without = new URLClassLoader(without("langchain4j-embeddings-all-minilm"), null)) {
            assertThat(saidIn(without)).contains("onnxruntime", "all-minilm-l6-v2-q", "not on the classpath");
        }
    }

    /** What the same classes say where they are loaded anew. */
    private static String saidIn(ClassLoader loader) throws ReflectiveOperationException {
        Object shared =
                loader.loadClass(LocalModel.class.getName()).getMethod("shared").invoke(null);
        Class<?> deadline = loader.loadClass(Deadline.class.getName());
        var embed = shared.getClass().getMethod("embed", List.class, String.class, deadline, CompletableFuture.class);
        Object later = deadline.getMethod("in", Duration.class).invoke(null, Duration.ofMinutes(5));
        try {
            embed.invoke(shared, List.of("text"), "acme", later, new CompletableFuture<Void>());
            return "";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    private static URL[] without(String... names) throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (List.of(names).stream().noneMatch(entry::contains)) {
                kept.add(new File(entry).toURI().toURL());
            }
        }
        return kept.toArray(new URL[0]);
    }
}
