/** The only place that may touch the engine's internals: deployment, parse listeners, guards, identity and rights. */
package org.govintegrity.engine;
