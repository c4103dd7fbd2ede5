/** What the model {@code credit-check} names, and the tables it rests on. */
package org.govintegrity.check.process;
