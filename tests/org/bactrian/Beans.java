package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.bactrian.call.Installation;
import org.bactrian.job.EntrySteps;

/** The beans that flows ask for by name, and those that our Java offers. */
final class Beans {
    private static final Set<String> REFERENCES = Set.of(
            "ref",
            "idempotentRepository",
            "aggregationStrategy",
            "aggregationRepository",
            "executorService",
            "routePolicy");
    private static final Set<String> BOUND = boundByUs();

    private Beans() {}

    /** Names that our Java binds for flows to use. */
    static Set<String> bound() {
        return BOUND;
    }

    /** Names that a flow uses, be it as a bean or as a component. */
    static Stream<String> used(JsonNode flow) {
        return Stream.concat(asked(flow), uris(flow).map(uri -> uri.replaceFirst(":.*", "")));
    }

    static Stream<String> uris(JsonNode flow) {
        return Leaf.in(flow).stream().filter(leaf -> leaf.key().equals("uri")).map(Leaf::text);
    }

    /** Names that a flow asks for and neither declares nor gets from us. */
    static Stream<String> unbound(JsonNode flow) {
        Set<String> declared = flow.findValues("beans").stream()
                .flatMap(House::items)
                .map(bean -> bean.path("name").asText())
                .collect(Collectors.toSet());
        return asked(flow).filter(name -> !declared.contains(name) && !BOUND.contains(name));
    }

    private static Stream<String> asked(JsonNode flow) {
        return Leaf.in(flow).stream()
                .filter(leaf -> isReference(leaf) || leaf.text().matches("#(?!class:|type:).+"))
                .map(leaf -> leaf.text().replaceFirst("^#(bean:)?", "").replaceFirst("^\\{\\{(.+)}}$", "$1"));
    }

    private static boolean isReference(Leaf leaf) {
        boolean expression = leaf.key().equals("expression") && leaf.parent().equals("ref");
        return expression || REFERENCES.contains(leaf.key());
    }

    private static Set<String> boundByUs() {
        NamesOnly names = new NamesOnly();
        CamelContext context = new DefaultCamelContext(names);
        EntrySteps.bind(context, Installation.install(context));
        return names.bound;
    }

    /** Keeps the names of beans that are made on demand, and makes none. */
    private static final class NamesOnly extends DefaultRegistry {
        private final Set<String> bound = new TreeSet<>();

        @Override
        public void bind(String id, Class<?> type, Supplier<Object> bean) {
            bound.add(id);
        }
    }
}
