/** What the model of the weekly report names. */
package org.govintegrity.board.process;
