package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bactrian.ledger.ProviderExport.Billed;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.ledger.ProviderExport.Tokens;
import org.bactrian.provider.Model;
import org.jspecify.annotations.Nullable;

/** The provider's side of a {@link Comparison}: what it billed, in USD, for models by the names models.yaml has for them. */
final class Theirs {
    /** What a bill is compared with that does not part the models. */
    static final String ALL_MODELS = "(all models)";

    private final ModelNames names;
    private final boolean nameless;
    private final Set<String> providers = new HashSet<>();
    private final Map<Item, Charge> charges = new TreeMap<>();

    Theirs(ProviderExport export, ModelNames names) {
        this.names = names;
        this.nameless = export.models().equals(Set.of(""));
        export.items().forEach((item, billed) -> add(item, billed, export.rounding()));
    }

    /**
     * What was charged.
     *
     * @param usd null if tokens were told and there is no price for them
     * @param rounding USD it may be off by
     */
    record Charge(@Nullable BigDecimal usd, BigDecimal rounding) {
        static final Charge NONE = new Charge(BigDecimal.ZERO, BigDecimal.ZERO);

        Charge plus(Charge other) {
            BigDecimal sum = usd == null || other.usd == null ? null : usd.add(other.usd);
            return new Charge(sum, rounding.add(other.rounding));
        }
    }

    private void add(Item item, Billed billed, BigDecimal rounding) {
        String name = nameless ? ALL_MODELS : names.known(item.model());
        Model model = names.model(name);
        if (model != null) {
            providers.add(model.provider().name());
        }
        BigDecimal off = rounding.multiply(BigDecimal.valueOf(billed.lines()));
        charges.merge(new Item(item.day(), name), new Charge(usd(model, item, billed), off), Charge::plus);
    }

    private static @Nullable BigDecimal usd(@Nullable Model model, Item item, Billed billed) {
        if (billed.tokens().equals(Tokens.NONE)) {
            return billed.usd();
        }
        return model == null ? null : billed.usd().add(billed.tokens().usd(model.priceOn(item.day())));
    }

    Set<Item> items() {
        return charges.keySet();
    }

    Charge of(Item item) {
        return charges.getOrDefault(item, Charge.NONE);
    }

    /** The name our books go by here for one of our models; null if it is no business of this provider. */
    @Nullable
    String nameOf(String ours, @Nullable Model model) {
        String name = model == null ? ours : model.remoteName();
        boolean served = model == null || providers.contains(model.provider().name());
        boolean billed = charges.keySet().stream().anyMatch(item -> item.model().equals(name));
        if (nameless) {
            return ALL_MODELS;
        }
        return billed || providers.isEmpty() || (served && model != null) ? name : null;
    }
}
