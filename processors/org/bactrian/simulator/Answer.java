package org.bactrian.simulator;

/**
 * All that a dialect needs to write an answer.
 *
 * @param id unique for each exchange; dialects put their own prefix before it
 * @param seconds since 1970
 */
record Answer(String id, long seconds, ChatRequest request, Draft draft, Usage usage) {
    String model() {
        return request.model();
    }
}
