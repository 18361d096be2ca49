package org.bactrian.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.answers.semantic.Lookup;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.Deadline;
import org.jspecify.annotations.Nullable;

/** A call as {@link Answers} sees it, made up step by step. */
final class TestClaim implements Claim {
    /** Nothing is answered by meaning. */
    static final Meanings NO_MEANINGS = new Meanings(
            () -> false,
            () -> {
                throw new IllegalStateException("no claim here asks by meaning");
            },
            (feature, right) -> {});

    private @Nullable String fingerprint = "question";
    private @Nullable String replayKey;
    private String requestHash = "request";
    private Duration ttl = Duration.ofHours(1);
    private boolean shares = true;
    private boolean writesCache = true;
    private boolean keepsStale;
    private boolean ownOnly;
    private Deadline deadline = Deadline.in(Duration.ofSeconds(30));
    private final CompletableFuture<Void> callerLeft = new CompletableFuture<>();
    private @Nullable Answer answer;
    private @Nullable Served served;
    private @Nullable LlmException sharedFailure;
    private String tenant = "default";
    private @Nullable Duration maxAge;
    private @Nullable Lead lead;
    private boolean parks;
    private boolean uncertain;
    private volatile String heard = "";
    private @Nullable Kept taken;

    static TestClaim of(@Nullable String fingerprint) {
        TestClaim claim = new TestClaim();
        claim.fingerprint = fingerprint;
        return claim;
    }

    /** A claim under an Idempotency-Key, of a question nobody else shares. */
    static TestClaim keyed(String replayKey, String requestHash) {
        TestClaim claim = of(null).key(replayKey);
        claim.requestHash = requestHash;
        return claim;
    }

    static Answer complete(String text) {
        return new Answer(text, false, "sim-small", true, Usage.NONE);
    }

    static Answer cutOff(String text) {
        return new Answer(text, false, "sim-small", false, Usage.NONE);
    }

    TestClaim key(String key) {
        replayKey = key;
        return this;
    }

    TestClaim ttl(Duration value) {
        ttl = value;
        return this;
    }

    TestClaim alone() {
        shares = false;
        return this;
    }

    TestClaim unkept() {
        writesCache = false;
        return this;
    }

    TestClaim stale() {
        keepsStale = true;
        return this;
    }

    /** Its answer is cut short for lack of money. */
    TestClaim poor() {
        ownOnly = true;
        return this;
    }

    TestClaim tenant(String name) {
        tenant = name;
        return this;
    }

    /** It takes nothing older. */
    TestClaim maxAge(Duration age) {
        maxAge = age;
        return this;
    }

    /** It would rather not be answered than paid twice. */
    TestClaim parks() {
        parks = true;
        return this;
    }

    TestClaim within(Duration time) {
        deadline = Deadline.in(time);
        return this;
    }

    /** The model of this call answered. */
    TestClaim answers(Answer own) {
        answer = own;
        return this;
    }

    /** Every model of this call failed. */
    TestClaim fails(LlmException failure) {
        sharedFailure = failure;
        return this;
    }

    @Nullable
    Served served() {
        return served;
    }

    @Override
    public @Nullable String fingerprint() {
        return fingerprint;
    }

    @Override
    public @Nullable String replayKey() {
        return replayKey;
    }

    @Override
    public String requestHash() {
        return requestHash;
    }

    @Override
    public Duration ttl() {
        return ttl;
    }

    @Override
    public boolean shares() {
        return shares;
    }

    @Override
    public boolean writesCache() {
        return writesCache;
    }

    @Override
    public boolean keepsStale() {
        return keepsStale;
    }

    @Override
    public boolean ownOnly() {
        return ownOnly;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public CompletableFuture<Void> callerLeft() {
        return callerLeft;
    }

    @Override
    public Origin origin() {
        return new Origin(tenant, "feature", "prompt.v1", "ada", replayKey == null ? "" : replayKey);
    }

    @Override
    public @Nullable Meant meant() {
        return null;
    }

    @Override
    public void looked(Lookup lookup) {
        throw new IllegalStateException("it does not ask by meaning");
    }

    @Override
    public @Nullable Lookup looked() {
        return null;
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public boolean accepts(Kept kept, Instant now) {
        return maxAge == null || kept.age(now).compareTo(maxAge) <= 0;
    }

    @Override
    public void leads(Lead own) {
        lead = own;
    }

    Lead lead() {
        return Objects.requireNonNull(lead, "it does not lead");
    }

    @Override
    public void uncertain() {
        if (parks) {
            throw new LlmRefused(ErrorCode.IDEMPOTENCY_CONFLICT, "parked", null);
        }
        uncertain = true;
    }

    boolean wasUncertain() {
        return uncertain;
    }

    @Override
    public synchronized void hear(String model, JsonNode delta) {
        heard += delta.path("content").asText();
    }

    @Override
    public boolean heard() {
        return !heard.isEmpty();
    }

    /** What it has been told of the answer while it was made. */
    String words() {
        return heard;
    }

    @Override
    public void answered(Kept kept, Served how) {
        taken = kept;
        answer = kept.answer();
        served = how;
    }

    @Override
    public @Nullable Kept taken() {
        return taken;
    }

    @Override
    public @Nullable Answer answer() {
        return answer;
    }

    @Override
    public @Nullable LlmException sharedFailure() {
        return sharedFailure;
    }
}
