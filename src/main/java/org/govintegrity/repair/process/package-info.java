/** What the model of a repair names. */
package org.govintegrity.repair.process;
