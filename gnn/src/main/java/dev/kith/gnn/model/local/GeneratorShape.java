package dev.kith.gnn.model.local;

import dev.kith.gnn.model.Settings;

/**
 * @param features width of what is generated
 * @param norm name of the normalisation after linear maps
 * @param conditional whether the node that is drawn for is looked at
 */
record GeneratorShape(int features, int latent, int hidden, String norm, boolean conditional) {
    static GeneratorShape of(Settings settings, int features) {
        return new GeneratorShape(
                features,
                settings.whole("generatorLatent"),
                settings.whole("generatorHidden"),
                settings.choice("generatorNorm"),
                settings.flag("conditional"));
    }
}
