/** Where a case stands in its model, for pages that draw it. */
@NamedInterface("diagram")
package org.govintegrity.engine.diagram;

import org.springframework.modulith.NamedInterface;
