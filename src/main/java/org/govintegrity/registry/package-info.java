/**
 * Who there is and what they owe: units, people, roles and the clauses of the district's plan.
 * All of it is data below {@code seeds/}, read by {@link org.govintegrity.registry.SeedLoader};
 * other modules ask {@link org.govintegrity.registry.Registry}.
 */
@ApplicationModule(allowedDependencies = "common")
package org.govintegrity.registry;

import org.springframework.modulith.ApplicationModule;
