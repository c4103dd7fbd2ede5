/** What the models of the evaluation name, the tables they rest on, and the command that recomputes a year from its tables alone. */
@NamedInterface("recompute")
package org.govintegrity.evaluation.process;

import org.springframework.modulith.NamedInterface;
