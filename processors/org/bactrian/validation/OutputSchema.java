package org.bactrian.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;

/**
 * An output contract, compiled. References to schemas elsewhere are refused: nothing is fetched. Thread-safe.
 *
 * @param hash of the schema's text
 */
public record OutputSchema(String name, String hash, JsonNode definition, JsonSchema compiled) {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
    private static final JsonSchema META =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));

    public static OutputSchema of(String name, String hash, JsonNode definition) {
        JsonSchema compiled = FACTORY.getSchema(definition);
        compiled.initializeValidators();
        return new OutputSchema(name, hash, definition, compiled);
    }

    /** What keeps a document from being a JSON Schema 2020-12; empty if nothing does. */
    public static List<String> faultsOf(JsonNode definition) {
        return META.validate(definition).stream().map(Object::toString).sorted().toList();
    }

    /** What keeps a document from satisfying this schema; empty if nothing does. */
    public List<String> faults(JsonNode document) {
        return compiled.validate(document).stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
