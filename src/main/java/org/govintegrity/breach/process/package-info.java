/** What the model of a breach finding names. */
package org.govintegrity.breach.process;
