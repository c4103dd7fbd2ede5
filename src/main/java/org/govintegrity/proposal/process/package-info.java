/** What the model of a proposal names. */
package org.govintegrity.proposal.process;
