package org.govintegrity.registry;

/**
 * Published inside the transaction of every load, also of one that changed nothing, after the registry is written:
 * a listener sees the new state, and if it fails the load is undone.
 */
public record RegistryLoaded(SeedReport report) {
}
