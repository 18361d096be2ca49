package org.bactrian.answers.semantic;

import java.util.List;

/**
 * Requests of several days, cut into days. An answer is kept for a day, so the caches begin each day empty.
 *
 * @param counted days from which on a policy is counted once it has settled
 */
record Traffic(List<String> requests, int perDay, int counted) {
    int days() {
        return requests.size() / perDay;
    }

    List<String> day(int day) {
        return requests.subList(day * perDay, (day + 1) * perDay);
    }
}
