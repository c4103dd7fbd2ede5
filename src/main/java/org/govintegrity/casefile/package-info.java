/** The file of a case: its number, who takes part, what happened, what was submitted, and why each date is what it is. */
package org.govintegrity.casefile;
