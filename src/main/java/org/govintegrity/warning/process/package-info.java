/** What the models of early warnings name, and the tables they ask. */
package org.govintegrity.warning.process;
