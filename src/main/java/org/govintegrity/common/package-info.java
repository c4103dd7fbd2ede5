/** Words every module shares: how something is refused, and how dates are written. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.govintegrity.common;

import org.springframework.modulith.ApplicationModule;
