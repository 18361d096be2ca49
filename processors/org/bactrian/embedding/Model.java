package org.bactrian.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/** The neural network and its vocabulary, loaded; runs one window of tokens at a time. Thread-safe. */
final class Model implements AutoCloseable {
    private static final String NETWORK = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final WordPieces pieces;
    private final int start;
    private final int end;

    private Model(byte[] network, WordPieces pieces) throws OrtException {
        this.pieces = pieces;
        this.start = pieces.id("[CLS]");
        this.end = pieces.id("[SEP]");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // callers are many already: more threads per text only wait for each other
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(network, options);
        }
    }

    static Model load() throws IOException, OrtException {
        return new Model(bytes(NETWORK), new WordPieces(vocabulary()));
    }

    private static Map<String, Integer> vocabulary() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode vocabulary = json.readTree(bytes(TOKENIZER)).at("/model/vocab");
        return json.convertValue(vocabulary, new TypeReference<>() {});
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Model.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not on the classpath");
            }
            return in.readAllBytes();
        }
    }

    int[] tokens(String text) {
        return pieces.of(text);
    }

    /** Mean of the token vectors (the model's own pooling), not yet normalised. */
    float[] mean(int[] tokens) throws OrtException {
        long[][] ids = {marked(tokens)};
        long[][] ones = {filled(ids[0].length, 1)};
        long[][] zeros = {filled(ids[0].length, 0)};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
                OnnxTensor type = OnnxTensor.createTensor(environment, zeros);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", type))) {
            return mean(((float[][][]) result.get(0).getValue())[0]);
        }
    }

    private long[] marked(int[] tokens) {
        long[] ids = new long[tokens.length + 2];
        Arrays.setAll(ids, i -> i == 0 ? start : i > tokens.length ? end : tokens[i - 1]);
        return ids;
    }

    private static long[] filled(int length, long value) {
        long[] all = new long[length];
        Arrays.fill(all, value);
        return all;
    }

    private static float[] mean(float[][] vectors) {
        float[] mean = new float[vectors[0].length];
        for (float[] vector : vectors) {
            Vectors.add(mean, vector, 1f / vectors.length);
        }
        return mean;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
