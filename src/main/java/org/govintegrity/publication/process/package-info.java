/** What the models of publication name, and what starts them. */
package org.govintegrity.publication.process;
