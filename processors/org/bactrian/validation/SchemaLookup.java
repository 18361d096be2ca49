package org.bactrian.validation;

import com.networknt.schema.JsonSchema;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jsonvalidator.JsonUriSchemaLoader;

/** Gives json-validator the schemas of our configuration, by name and from memory. Thread-safe. */
public final class SchemaLookup implements JsonUriSchemaLoader {
    private final Supplier<Map<String, OutputSchema>> schemas;

    public SchemaLookup(Supplier<Map<String, OutputSchema>> schemas) {
        this.schemas = schemas;
    }

    @Override
    public JsonSchema createSchema(CamelContext context, String name) {
        OutputSchema schema = schemas.get().get(name);
        if (schema == null) {
            throw new IllegalArgumentException("There is no schema \"" + name + "\" in schemas/");
        }
        return schema.compiled();
    }
}
