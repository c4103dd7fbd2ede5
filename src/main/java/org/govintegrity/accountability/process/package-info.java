/** What the model of an accountability case names. */
package org.govintegrity.accountability.process;
