package org.bactrian;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.bactrian.call.Installation;

/** Found by Camel in every context that has our jar: offers the steps, and starts nothing until a flow uses one. */
public final class BactrianPlugin implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        Installation.install(context);
    }
}
