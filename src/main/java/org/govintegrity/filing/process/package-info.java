/** What the models of filing name. */
package org.govintegrity.filing.process;
