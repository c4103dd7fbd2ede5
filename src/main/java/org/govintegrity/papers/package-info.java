/** Papers as Word documents, from templates an office can edit. */
package org.govintegrity.papers;
