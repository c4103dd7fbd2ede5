/** What the model of an objection names. */
package org.govintegrity.objection.process;
